#include "scenarios/sweep/share.h"

#include <algorithm>

#include "engine/base/wide_integer.h"

namespace faultline::scenarios {
namespace {

using engine::WideUnsigned;

// 1.96 squared, in millionths: the normal quantile for 95 %.
constexpr std::uint64_t kSquaredQuantile = 3'841'459;
constexpr std::uint64_t kMillionth = 1'000'000;

WideUnsigned square_root(WideUnsigned of) {
  WideUnsigned low = 0;
  WideUnsigned high = WideUnsigned{1} << 63;
  while (low < high) {
    const WideUnsigned middle = (low + high + 1) / 2;
    if (middle * middle <= of)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

}  // namespace

ShareInterval share_interval(std::uint64_t successes, std::uint64_t trials) {
  if (trials == 0) return {};
  // centre (k + z²/2) and half width z √(k (n - k) / n + z²/4), both over n + z²; in millionths.
  const WideUnsigned k = successes;
  const WideUnsigned n = trials;
  const WideUnsigned centre = k * kMillionth + kSquaredQuantile / 2;
  const WideUnsigned variance = k * (n - k) * kMillionth / n + kSquaredQuantile / 4;
  const WideUnsigned half = square_root(kSquaredQuantile * variance);
  const WideUnsigned whole = n * kMillionth + kSquaredQuantile;
  const auto ppm = [&](WideUnsigned part) {
    return static_cast<std::int64_t>(std::min<WideUnsigned>(part * kMillionth / whole, kMillionth));
  };
  return {successes == 0 ? 0 : ppm(centre - std::min(centre, half)),
          successes == trials ? static_cast<std::int64_t>(kMillionth) : ppm(centre + half)};
}

}  // namespace faultline::scenarios
