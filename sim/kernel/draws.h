// Draws beyond the uniform ones, in integers only: the same seed gives the same numbers everywhere.
// One call takes exactly one number from the stream.
#pragma once

#include <cstdint>

#include "engine/base/prng.h"
#include "engine/base/time.h"

namespace faultline::sim {

inline constexpr engine::Duration kExponentialMeanMax{std::int64_t{1} << 57};  // about 4.5 years

// Exponentially distributed with that mean, to the nearest nanosecond; at most 44.4 means. A mean
// above kExponentialMeanMax counts as that.
[[nodiscard]] engine::Duration exponential(engine::Prng& random, engine::Duration mean);
// The same at a given 64-bit draw: falls as the draw rises.
[[nodiscard]] engine::Duration exponential_at(std::uint64_t uniform, engine::Duration mean);

}  // namespace faultline::sim
