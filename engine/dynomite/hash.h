// The key hashes that Dynomite's option "hash" chooses from. Placement of keys follows from them,
// so every bit counts, the real program's slips included (hash_functions.h says which).
// Source: shared dynomite/facts.md 2 and the real src/hashkit; the default is held against the
// recorded case C-ring-placement.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace faultline::engine::dynomite {

enum class HashFunction : std::uint8_t {
  kOneAtATime,
  kMd5,
  kCrc16,
  kCrc32,
  kCrc32a,
  kFnv1_64,
  kFnv1a_64,
  kFnv1_32,
  kFnv1a_32,
  kHsieh,
  kMurmur,  // where the configuration names none
  kJenkins,
  kMurmur3,
};

// As in the configuration of the real program, in the order of the enumeration.
inline constexpr std::array<std::string_view, 13> kHashNames = {
    "one_at_a_time", "md5",      "crc16", "crc32",  "crc32a",  "fnv1_64", "fnv1a_64",
    "fnv1_32",       "fnv1a_32", "hsieh", "murmur", "jenkins", "murmur3"};

// To the letter; none: no such function.
[[nodiscard]] std::optional<HashFunction> find_hash_function(std::string_view name);

// What the ring compares with its tokens.
[[nodiscard]] std::uint32_t key_hash(HashFunction function, std::string_view key);

}  // namespace faultline::engine::dynomite
