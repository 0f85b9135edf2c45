#include "sim/network/latency_curves.h"

#include <bit>
#include <cstddef>
#include <iterator>

#include "engine/base/assert.h"

namespace faultline::sim {

using engine::WideInteger;
using engine::WideUnsigned;

namespace {

#include "sim/network/latency_tables.inc"

constexpr Fixed kNaturalOfTwo = 2977044472;  // ln 2
constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63;

// The value of a table at index + rest / 2^bits.
Fixed interpolated(const std::int64_t* table, std::size_t index, std::uint64_t rest, int bits) {
  const std::int64_t low = table[index];
  return low + (((table[index + 1] - low) * static_cast<std::int64_t>(rest)) >> bits);
}

// How many halvings lead from 1 to the share count / 2^64, count > 0.
Fixed halvings(std::uint64_t count) {
  return 64 * kOne - binary_logarithm(count);
}

// The deviate that is exceeded by the share count / 2^64, 0 < count <= 2^63.
Fixed normal_tail(std::uint64_t count) {
  constexpr std::uint64_t kRestBits = 28;  // a sixteenth of a halving
  const auto beyond = static_cast<std::uint64_t>(halvings(count) - kOne);
  const std::uint64_t rest = beyond & ((std::uint64_t{1} << kRestBits) - 1);
  const auto index = static_cast<std::size_t>(beyond >> kRestBits);
  if (index + 1 >= std::size(kNormalTail)) return kNormalTail[std::size(kNormalTail) - 1];
  return interpolated(kNormalTail, index, rest, kRestBits);
}

}  // namespace

Fixed binary_logarithm(std::uint64_t value) {
  FL_ASSERT(value > 0, "a logarithm needs a positive number");
  const int leading = std::countl_zero(value);
  // The digits after the leading one: 8 choose the entry, 24 lie between two.
  const std::uint64_t digits = value << leading << 1 >> 32;
  return Fixed{63 - leading} * kOne +
         interpolated(kLogarithms, static_cast<std::size_t>(digits >> 24), digits & 0xffffff, 24);
}

std::int64_t scaled_by_power(std::int64_t value, WideInteger exponent, std::int64_t limit) {
  const WideInteger whole = exponent >> 32;
  if (value == 0 || whole < -63) return 0;
  if (whole > 62) return limit;
  const auto digits = static_cast<std::uint64_t>(exponent & (kOne - 1));
  const Fixed power =
      interpolated(kPowers, static_cast<std::size_t>(digits >> 24), digits & 0xffffff, 24);
  const WideInteger product = static_cast<WideInteger>(value) * power;  // below 2^96
  const auto shift = static_cast<int>(whole) - 32;
  if (shift > 30) return limit;
  const WideInteger result = shift >= 0 ? product << shift : product >> -shift;
  return result > limit ? limit : static_cast<std::int64_t>(result);
}

Fixed exponential_quantile(std::uint64_t uniform) {
  if (uniform == 0) return 0;
  const WideInteger product = static_cast<WideInteger>(halvings(~uniform + 1)) * kNaturalOfTwo;
  return static_cast<Fixed>(product >> 32);
}

Fixed normal_quantile(std::uint64_t uniform) {
  return uniform >= kMiddle ? normal_tail(~uniform + 1) : -normal_tail(uniform + 1);
}

}  // namespace faultline::sim
