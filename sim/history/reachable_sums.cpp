#include "sim/history/reachable_sums.h"

namespace faultline::sim {

void ReachableSums::add_possible(std::int64_t term) {
  Set with;
  for (const Interval& each : sums_)
    with.insert(with.end(), Interval(each.lower() + term, each.upper() + term));
  sums_ += with;
  if (boost::icl::interval_count(sums_) <= kIntervalsMax) return;
  const Interval all(sums_.begin()->lower(), sums_.rbegin()->upper());
  sums_ = Set();
  sums_ += all;
}

}  // namespace faultline::sim
