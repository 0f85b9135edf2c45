#include "sim/kernel/fixed_point.h"

#include <array>
#include <bit>

#include "engine/base/assert.h"

namespace faultline::sim {

namespace {

constexpr std::uint64_t square_root(Wide value) {
  Wide root = 0;
  for (Wide bit = Wide{1} << 63; bit > 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= value) root += bit;
  return static_cast<std::uint64_t>(root);
}

constexpr int kRootBits = 62;

// Entry i is 2^(2^-(i+1)) with 62 fraction bits: the square root of the entry before.
constexpr auto kRoots = [] {
  std::array<std::uint64_t, kFractionBits> roots{};
  Wide before = Wide{2} << kRootBits;
  for (auto& root : roots) {
    root = square_root(before << kRootBits);
    before = root;
  }
  return roots;
}();

}  // namespace

std::uint64_t log2_fixed(std::uint64_t value) {
  FL_ASSERT(value > 0, "zero has no logarithm");
  const int whole = static_cast<int>(std::bit_width(value)) - 1;
  // In [1, 2), with 63 fraction bits.
  std::uint64_t mantissa = value << (63 - whole);
  std::uint64_t fraction = 0;
  for (int bit = 0; bit < kFractionBits; ++bit) {
    const Wide square = static_cast<Wide>(mantissa) * mantissa;
    const bool at_least_two = (square >> 127) != 0;
    fraction = (fraction << 1) | (at_least_two ? 1U : 0U);
    mantissa = static_cast<std::uint64_t>(square >> (at_least_two ? 64 : 63));
  }
  return (static_cast<std::uint64_t>(whole) << kFractionBits) | fraction;
}

Wide power_of_two_fixed(std::uint64_t exponent) {
  const std::uint64_t whole = exponent >> kFractionBits;
  if (whole >= 127 - kFractionBits) return Wide{1} << 127;
  Wide power = Wide{1} << kRootBits;
  for (int bit = 0; bit < kFractionBits; ++bit)
    if ((exponent >> (kFractionBits - 1 - bit)) & 1)
      power = (power * kRoots[static_cast<std::size_t>(bit)]) >> kRootBits;
  constexpr std::uint64_t kExcess = kRootBits - kFractionBits;
  return whole < kExcess ? power >> (kExcess - whole) : power << (whole - kExcess);
}

}  // namespace faultline::sim
