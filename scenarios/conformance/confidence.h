// The Clopper-Pearson interval of a share: what a count of successes says about the chance behind
// it. Exact and wide (Clopper, Pearson 1934); from quantiles of the beta distribution.
#pragma once

#include <cstdint>

namespace faultline::scenarios::conformance {

struct Interval {
  double low = 0;
  double high = 1;
  [[nodiscard]] bool holds(double share) const { return low <= share && share <= high; }
  [[nodiscard]] bool meets(const Interval& other) const {
    return low <= other.high && other.low <= high;
  }
};

// Two-sided, 99.9 %; successes <= trials, trials > 0.
[[nodiscard]] Interval interval_of(std::uint64_t successes, std::uint64_t trials);

}  // namespace faultline::scenarios::conformance
