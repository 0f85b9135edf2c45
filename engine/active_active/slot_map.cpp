#include "engine/active_active/slot_map.h"

#include <algorithm>
#include <map>

#include "engine/base/assert.h"

namespace faultline::engine::active_active {
namespace {

std::uint32_t size_of(const SlotRange& range) {
  return std::uint32_t{range.last} - range.first + 1;
}

}  // namespace

SlotMap::SlotMap(const std::vector<std::uint32_t>& shards) {
  const auto count = static_cast<std::uint32_t>(shards.size());
  for (std::uint32_t i = 0; i < count; ++i)
    from_.emplace_back(slots_of_shard(i, count).first, shards[i]);
}

SlotMap SlotMap::of(std::uint32_t shards) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < shards; ++i) all.push_back(i);
  return SlotMap(all);
}

std::uint32_t SlotMap::owner(Slot slot) const {
  const auto next = std::upper_bound(from_.begin(), from_.end(), slot,
                                     [](Slot s, const auto& each) { return s < each.first; });
  FL_ASSERT(next != from_.begin(), "every slot has an owner");
  return std::prev(next)->second;
}

std::vector<SlotRange> SlotMap::owned_by(std::uint32_t shard) const {
  std::vector<SlotRange> ranges;
  for (std::size_t i = 0; i < from_.size(); ++i) {
    if (from_[i].second != shard) continue;
    const std::uint32_t end = i + 1 < from_.size() ? from_[i + 1].first : kSlots;
    ranges.push_back({from_[i].first, static_cast<Slot>(end - 1)});
  }
  return ranges;
}

void SlotMap::move(const SlotMove& move) {
  std::vector<std::pair<Slot, std::uint32_t>> moved;
  const auto add = [&](std::uint32_t first, std::uint32_t end, std::uint32_t owner) {
    if (first < end && (moved.empty() || moved.back().second != owner))
      moved.emplace_back(static_cast<Slot>(first), owner);
  };
  for (std::size_t i = 0; i < from_.size(); ++i) {
    const std::uint32_t first = from_[i].first;
    const std::uint32_t end = i + 1 < from_.size() ? from_[i + 1].first : kSlots;
    const std::uint32_t before = std::clamp<std::uint32_t>(move.slots.first, first, end);
    const std::uint32_t after = std::clamp<std::uint32_t>(move.slots.last + 1U, first, end);
    add(first, before, from_[i].second);
    add(before, after, move.to);
    add(after, end, from_[i].second);
  }
  from_ = std::move(moved);
}

std::optional<SlotMove> SlotMap::next_move(const std::vector<std::uint32_t>& shards) const {
  std::map<std::uint32_t, std::uint32_t> owned;
  for (const std::uint32_t shard : shards) owned[shard] = 0;
  for (const auto& [first, shard] : from_) owned.try_emplace(shard, 0);
  for (auto& [shard, count] : owned)
    for (const SlotRange& range : owned_by(shard)) count += size_of(range);
  const auto part = static_cast<std::uint32_t>(kSlots / shards.size());
  const auto quota = [&](std::uint32_t shard) {
    return std::find(shards.begin(), shards.end(), shard) == shards.end() ? 0 : part;
  };
  // With a rest of the division some own one more.
  const auto too_many = [&](std::uint32_t shard) {
    const std::uint32_t most = quota(shard) == 0 ? 0 : part + (kSlots % shards.size() > 0 ? 1 : 0);
    return owned[shard] > most ? owned[shard] - quota(shard) : 0;
  };
  for (const std::uint32_t to : shards) {
    if (owned[to] >= part) continue;
    for (const auto& [from, count] : owned) {
      const std::uint32_t spare = std::min(too_many(from), part - owned[to]);
      if (spare == 0) continue;
      SlotRange last = owned_by(from).back();
      if (size_of(last) > spare) last.first = static_cast<Slot>(last.last - spare + 1);
      return SlotMove{last, from, to};
    }
  }
  // What is left of shards that are to own none.
  for (const auto& [from, count] : owned)
    if (count > 0 && quota(from) == 0) return SlotMove{owned_by(from).back(), from, shards.front()};
  return std::nullopt;
}

bool contains(const std::vector<SlotRange>& ranges, Slot slot) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const SlotRange& range) { return range.contains(slot); });
}

std::vector<SlotRange> difference(const std::vector<SlotRange>& all,
                                  const std::vector<SlotRange>& without) {
  std::vector<SlotRange> left = all;
  for (const SlotRange& cut : without) {
    std::vector<SlotRange> pieces;
    for (const SlotRange& range : left) {
      if (!range.overlaps(cut)) {
        pieces.push_back(range);
        continue;
      }
      if (range.first < cut.first)
        pieces.push_back({range.first, static_cast<Slot>(cut.first - 1)});
      if (cut.last < range.last) pieces.push_back({static_cast<Slot>(cut.last + 1), range.last});
    }
    left = std::move(pieces);
  }
  return left;
}

bool overlap(const std::vector<SlotRange>& some, const std::vector<SlotRange>& others) {
  return std::any_of(some.begin(), some.end(), [&](const SlotRange& one) {
    return std::any_of(others.begin(), others.end(),
                       [&](const SlotRange& other) { return one.overlaps(other); });
  });
}

}  // namespace faultline::engine::active_active
