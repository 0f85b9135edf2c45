// What a count of successes among trials says of the share behind it: the score interval of Wilson
// (Probable Inference, 1927), 95 %, in whole numbers, so that every machine writes the same.
#pragma once

#include <cstdint>

namespace faultline::scenarios {

struct ShareInterval {
  std::int64_t low_ppm = 0;
  std::int64_t high_ppm = 1'000'000;
};
// successes <= trials < 2^31; of no trials anything is possible.
[[nodiscard]] ShareInterval share_interval(std::uint64_t successes, std::uint64_t trials);

}  // namespace faultline::scenarios
