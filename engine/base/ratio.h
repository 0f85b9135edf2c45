// A share or probability as an integer number of parts per million: no floating point decides
// anything in a run.
#pragma once

#include <compare>
#include <cstdint>

namespace faultline::engine {

struct Ratio {
  std::int64_t ppm = 0;
  friend constexpr auto operator<=>(const Ratio&, const Ratio&) = default;
};
inline constexpr std::int64_t kMillion = 1'000'000;

}  // namespace faultline::engine
