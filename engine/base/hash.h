// The one hash of the house: XXH3 (xxHash 0.8, the same bits on every platform and vector width),
// and the cheap mixing of numbers that fingerprints and counters are made of.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <tuple>

namespace faultline::engine {

struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
  static constexpr auto fields() { return std::tuple{&Hash128::low, &Hash128::high}; }
  // Order-free combination: the hash of a set is the sum of its members' hashes.
  Hash128& operator+=(const Hash128& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
  Hash128& operator-=(const Hash128& other) {
    low -= other.low;
    high -= other.high;
    return *this;
  }
};

[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
[[nodiscard]] Hash128 hash128(std::string_view bytes);

// SplitMix64's finaliser (Steele, Lea, Flood 2014): spreads a counter over all 64 bits.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

// Folds `next` into a running hash; order matters.
[[nodiscard]] constexpr std::uint64_t combine64(std::uint64_t running, std::uint64_t next) {
  return mix64((running * 0x9e3779b97f4a7c15ULL ^ next) + 0x632be59bd9b4e019ULL);
}

// Folds numbers into one hash, cheaper than by their bytes; order matters.
template <class... Numbers>
[[nodiscard]] constexpr Hash128 hash_of_numbers(Numbers... numbers) {
  Hash128 hash{0x243f6a8885a308d3ULL, 0x13198a2e03707344ULL};
  const auto fold = [&](std::uint64_t number) {
    hash.low = combine64(hash.low, number);
    hash.high = combine64(hash.high, ~number);
  };
  (fold(static_cast<std::uint64_t>(numbers)), ...);
  return hash;
}

}  // namespace faultline::engine
