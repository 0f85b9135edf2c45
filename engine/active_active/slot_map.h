// Which shard owns each slot, and how ownership changes when a cluster grows or shrinks. Ownership
// is kept as boundaries: from a slot on, until the next one, that shard.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/active_active/slots.h"

namespace faultline::engine::active_active {

struct SlotMove {
  SlotRange slots;
  std::uint32_t from = 0;  // shard
  std::uint32_t to = 0;
  friend bool operator==(const SlotMove&, const SlotMove&) = default;
  static constexpr auto fields() {
    return std::tuple{&SlotMove::slots, &SlotMove::from, &SlotMove::to};
  }
};

class SlotMap {
 public:
  // Nobody's: for decoding.
  SlotMap() = default;
  // In equal parts, in the order given; at least one.
  explicit SlotMap(const std::vector<std::uint32_t>& shards);
  // Shards 0 … n-1.
  [[nodiscard]] static SlotMap of(std::uint32_t shards);

  [[nodiscard]] std::uint32_t owner(Slot slot) const;
  [[nodiscard]] std::vector<SlotRange> owned_by(std::uint32_t shard) const;
  void move(const SlotMove& move);
  // The next of the fewest slots that have to move until each of `shards` owns an equal part, to
  // one, and no other shard any; none: it is so.
  [[nodiscard]] std::optional<SlotMove> next_move(const std::vector<std::uint32_t>& shards) const;

  friend bool operator==(const SlotMap&, const SlotMap&) = default;
  static constexpr auto fields() { return std::tuple{&SlotMap::from_}; }

 private:
  std::vector<std::pair<Slot, std::uint32_t>> from_;  // by slot; neighbours differ
};

[[nodiscard]] bool contains(const std::vector<SlotRange>& ranges, Slot slot);
// What of the one list is not in the other; each without overlaps.
[[nodiscard]] std::vector<SlotRange> difference(const std::vector<SlotRange>& all,
                                                const std::vector<SlotRange>& without);
[[nodiscard]] bool overlap(const std::vector<SlotRange>& some,
                           const std::vector<SlotRange>& others);

}  // namespace faultline::engine::active_active
