// The 16,384 hash slots of Redis Cluster and Redis Enterprise: CRC16 (XMODEM) of the key, or of its
// hash tag {...}. The slot is the unit of full sync and of causal contexts; contiguous ranges of
// slots make a shard (shared design, sections 5 and 7; Redis Cluster specification, hash tags).
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>

#include "engine/base/bytes.h"

namespace faultline::engine::active_active {

using Slot = std::uint16_t;
inline constexpr std::uint32_t kSlots = 16384;

[[nodiscard]] std::uint16_t crc16(std::string_view bytes);
// What of a key is hashed: the text between the first '{' and the next '}' if there is any.
[[nodiscard]] std::string_view hashed_part(std::string_view key);
[[nodiscard]] Slot slot_of(const Bytes& key);

struct SlotRange {
  Slot first = 0;
  Slot last = 0;  // included
  friend bool operator==(const SlotRange&, const SlotRange&) = default;
  static constexpr auto fields() { return std::tuple{&SlotRange::first, &SlotRange::last}; }
  [[nodiscard]] bool contains(Slot slot) const { return first <= slot && slot <= last; }
  [[nodiscard]] bool overlaps(const SlotRange& other) const {
    return first <= other.last && other.first <= last;
  }
};

[[nodiscard]] std::uint32_t shard_of(Slot slot, std::uint32_t shards);
[[nodiscard]] SlotRange slots_of_shard(std::uint32_t shard, std::uint32_t shards);

}  // namespace faultline::engine::active_active
