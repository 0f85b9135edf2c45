#include "engine/dynomite/hash.h"

namespace faultline::engine::dynomite {
namespace {

constexpr std::uint32_t kMultiplier = 0x5bd1e995;
constexpr std::uint32_t kStart = 0xdeadbeef;

std::uint32_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

}  // namespace

std::uint32_t key_hash(std::string_view key) {
  const auto length = static_cast<std::uint32_t>(key.size());
  std::uint32_t hash = (kStart * length) ^ length;
  while (key.size() >= 4) {
    std::uint32_t word = byte_at(key, 0) | byte_at(key, 1) << 8 | byte_at(key, 2) << 16 |
                         byte_at(key, 3) << 24;  // little-endian on every machine
    word *= kMultiplier;
    word ^= word >> 24;
    word *= kMultiplier;
    hash = (hash * kMultiplier) ^ word;
    key.remove_prefix(4);
  }
  if (!key.empty()) {
    for (std::size_t i = 0; i < key.size(); ++i) hash ^= byte_at(key, i) << (8 * i);
    hash *= kMultiplier;
  }
  hash ^= hash >> 13;
  hash *= kMultiplier;
  hash ^= hash >> 15;
  return hash;
}

}  // namespace faultline::engine::dynomite
