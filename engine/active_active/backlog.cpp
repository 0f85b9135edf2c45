#include "engine/active_active/backlog.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void Backlog::push(Update update, std::size_t bytes) {
  Range& held = held_[{update.slot, update.first.source}];
  if (update.first.number != held.to + 1) held.from = update.first.number;
  held.to = update.last().number;
  bytes_ += static_cast<std::int64_t>(bytes);
  entries_.push_back({std::move(update), static_cast<std::int64_t>(bytes)});
  while (bytes_ > limit_ && entries_.size() > 1) drop_oldest();
}

void Backlog::push_all(const Backlog& other) {
  for (const Entry& entry : other.entries_)
    push(entry.update, static_cast<std::size_t>(entry.bytes));
}

void Backlog::drop_oldest() {
  const Entry& oldest = entries_.front();
  const Dot last = oldest.update.last();
  const auto held = held_.find({oldest.update.slot, last.source});
  if (held != held_.end()) {
    held->second.from = std::max(held->second.from, last.number + 1);
    const bool nothing_left = held->second.from > held->second.to;
    if (nothing_left && !planted(PlantedBug::kBacklogOffByOne)) held_.erase(held);
  }
  bytes_ -= oldest.bytes;
  entries_.pop_front();
  ++first_position_;
}

void Backlog::forget(Slot slot) {
  std::erase_if(held_, [&](const auto& each) { return each.first.first == slot; });
}

const Update& Backlog::at(std::uint64_t position) const {
  FL_ASSERT(first_position_ <= position && position < end_position(), "the position is held");
  return entries_[position - first_position_].update;
}

bool Backlog::supplies(Slot slot, const Dot& next, std::uint64_t upto) const {
  const auto held = held_.find({slot, next.source});
  if (held == held_.end()) return false;
  const std::uint64_t from = held->second.from - (planted(PlantedBug::kBacklogOffByOne) ? 1 : 0);
  return from <= next.number && upto <= held->second.to;
}

}  // namespace faultline::engine::active_active
