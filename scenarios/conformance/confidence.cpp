#include "scenarios/conformance/confidence.h"

#include <boost/math/distributions/beta.hpp>

#include "engine/base/assert.h"

namespace faultline::scenarios::conformance {

Interval interval_of(std::uint64_t successes, std::uint64_t trials) {
  FL_ASSERT(trials > 0 && successes <= trials, "a share of something");
  constexpr double kTail = 0.0005;
  const auto hit = static_cast<double>(successes);
  const auto missed = static_cast<double>(trials - successes);
  using Beta = boost::math::beta_distribution<double>;
  Interval interval;
  if (successes > 0) interval.low = quantile(Beta(hit, missed + 1), kTail);
  if (successes < trials) interval.high = quantile(Beta(hit + 1, missed), 1 - kTail);
  return interval;
}

}  // namespace faultline::scenarios::conformance
