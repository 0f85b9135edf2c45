#include "engine/active_active/backlog.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void Backlog::push(Update update, std::size_t bytes) {
  FL_ASSERT(update.first.source == source_, "a backlog holds its own source's updates");
  bytes_ += static_cast<std::int64_t>(bytes);
  entries_.push_back({std::move(update), static_cast<std::int64_t>(bytes)});
  while (bytes_ > limit_ && entries_.size() > 1) {
    const Entry& oldest = entries_.front();
    dropped_[oldest.update.slot] = oldest.update.last().number;
    bytes_ -= oldest.bytes;
    entries_.pop_front();
    ++first_position_;
  }
}

const Update& Backlog::at(std::uint64_t position) const {
  FL_ASSERT(first_position_ <= position && position < end_position(), "the position is held");
  return entries_[position - first_position_].update;
}

bool Backlog::supplies(Slot slot, const Dot& next) const {
  if (next.source != source_) return false;
  const auto dropped = dropped_.find(slot);
  if (planted(PlantedBug::kBacklogOffByOne) && dropped != dropped_.end())
    return next.number >= dropped->second;
  return dropped == dropped_.end() || next.number > dropped->second;
}

}  // namespace faultline::engine::active_active
