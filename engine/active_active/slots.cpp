#include "engine/active_active/slots.h"

#include <array>

namespace faultline::engine::active_active {
namespace {

constexpr std::array<std::uint16_t, 256> kCrcTable = [] {
  std::array<std::uint16_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    unsigned crc = byte << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021U : 0U);
    table[byte] = static_cast<std::uint16_t>(crc & 0xffff);
  }
  return table;
}();

}  // namespace

std::uint16_t crc16(std::string_view bytes) {
  unsigned crc = 0;
  for (const char c : bytes)
    crc = ((crc << 8) & 0xffff) ^ kCrcTable[(crc >> 8) ^ static_cast<unsigned char>(c)];
  return static_cast<std::uint16_t>(crc);
}

std::string_view hashed_part(std::string_view key) {
  const std::size_t open = key.find('{');
  if (open == std::string_view::npos) return key;
  const std::size_t close = key.find('}', open + 1);
  // "foo{}bar" has an empty tag and is hashed whole.
  if (close == std::string_view::npos || close == open + 1) return key;
  return key.substr(open + 1, close - open - 1);
}

Slot slot_of(const Bytes& key) {
  return static_cast<Slot>(crc16(hashed_part(key.view())) % kSlots);
}

std::uint32_t shard_of(Slot slot, std::uint32_t shards) {
  return slot * shards / kSlots;
}

SlotRange slots_of_shard(std::uint32_t shard, std::uint32_t shards) {
  // The smallest slot s with s * shards / kSlots >= shard.
  const auto first = [&](std::uint32_t index) { return (index * kSlots + shards - 1) / shards; };
  return {static_cast<Slot>(first(shard)), static_cast<Slot>(first(shard + 1) - 1)};
}

}  // namespace faultline::engine::active_active
