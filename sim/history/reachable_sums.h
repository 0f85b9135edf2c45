// All that a sum may come to when some of its terms are certain and any of the others may be in it:
// merged intervals (Maelstrom's pn_counter.clj).
#pragma once

#include <boost/icl/interval_set.hpp>
#include <cstddef>
#include <cstdint>

namespace faultline::sim {

class ReachableSums {
 public:
  // Above so many intervals whatever lies between counts as reachable: more is allowed, never less.
  static constexpr std::size_t kIntervalsMax = 1024;

  ReachableSums() { sums_ += Interval(0, 1); }
  void add_certain(std::int64_t term) { certain_ += term; }
  void add_possible(std::int64_t term);
  [[nodiscard]] bool contains(std::int64_t sum) const {
    return boost::icl::contains(sums_, sum - certain_);
  }
  [[nodiscard]] std::int64_t least() const { return certain_ + sums_.begin()->lower(); }
  [[nodiscard]] std::int64_t most() const { return certain_ + sums_.rbegin()->upper() - 1; }

 private:
  using Interval = boost::icl::right_open_interval<std::int64_t>;
  using Set = boost::icl::interval_set<std::int64_t, std::less, Interval>;

  std::int64_t certain_ = 0;
  Set sums_;  // of the others
};

}  // namespace faultline::sim
