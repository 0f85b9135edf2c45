// Binary logarithm and power as integers with 48 fraction bits, so that draws mean the same number
// on every compiler and processor. The logarithm squares the mantissa once a bit (Knuth, The Art of
// Computer Programming 1, section 1.2.2, exercise 25); the power multiplies roots of two that are
// themselves computed by integer square roots. Both are good to about 2^-46.
#pragma once

#include <cstdint>

#include "engine/base/wide_integer.h"

namespace faultline::sim {

using Wide = engine::WideUnsigned;

inline constexpr int kFractionBits = 48;
inline constexpr std::uint64_t kFixedOne = std::uint64_t{1} << kFractionBits;

// log2(value) * 2^48, rounded down; value > 0.
[[nodiscard]] std::uint64_t log2_fixed(std::uint64_t value);
// 2^(exponent / 2^48) * 2^48, saturated at 2^127.
[[nodiscard]] Wide power_of_two_fixed(std::uint64_t exponent);

}  // namespace faultline::sim
