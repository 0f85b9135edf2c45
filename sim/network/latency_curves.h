// Integer mathematics of distributions: logarithm, power, and the quantile functions of the
// exponential and the standard normal distribution, in fixed point with 32 binary digits. Tables
// with linear interpolation, so the bits are the same on every compiler, and every function rises
// with its argument. Absolute error below 3e-6 (logarithm), relative below 1e-6 (power); the normal
// deviate is within 1e-4. Exponential as in Knuth, The Art of Computer Programming 2, 3.4.1.
#pragma once

#include <cstdint>

#include "engine/base/wide_integer.h"

namespace faultline::sim {

// A number in units of 2^-32.
using Fixed = std::int64_t;
inline constexpr Fixed kOne = Fixed{1} << 32;

// log2(value), value > 0.
[[nodiscard]] Fixed binary_logarithm(std::uint64_t value);
// value * 2^exponent, rounded down; at most `limit`.
[[nodiscard]] std::int64_t scaled_by_power(std::int64_t value, engine::WideInteger exponent,
                                           std::int64_t limit);
// -ln(1 - u) at u = uniform / 2^64.
[[nodiscard]] Fixed exponential_quantile(std::uint64_t uniform);
// The standard normal deviate below which a share of uniform / 2^64 lies; 0 at the middle.
[[nodiscard]] Fixed normal_quantile(std::uint64_t uniform);

}  // namespace faultline::sim
