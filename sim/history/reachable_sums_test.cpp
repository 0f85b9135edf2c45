#include "sim/history/reachable_sums.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace faultline::sim {
namespace {

TEST_CASE("a sum is reachable with all certain terms and any of the possible ones") {
  ReachableSums sums;
  sums.add_certain(10);
  sums.add_possible(3);
  sums.add_possible(-5);
  for (const std::int64_t sum : {5, 8, 10, 13}) CHECK(sums.contains(sum));
  for (const std::int64_t sum : {0, 3, 4, 6, 9, 11, 14}) CHECK_FALSE(sums.contains(sum));
  CHECK(sums.least() == 5);
  CHECK(sums.most() == 13);
}

TEST_CASE("reachable sums are those that somebody who tries all finds") {
  CHECK(rc::check([](const std::vector<std::int8_t>& drawn) {
    const std::vector<std::int8_t> terms(drawn.begin(),
                                         drawn.begin() + std::min<std::size_t>(8, drawn.size()));
    ReachableSums sums;
    std::set<std::int64_t> all = {0};
    for (std::size_t i = 0; i < terms.size(); ++i) {
      std::set<std::int64_t> next;
      for (const std::int64_t sum : all) {
        next.insert(sum + terms[i]);
        if (i % 2 == 1) next.insert(sum);
      }
      all = next;
      i % 2 == 1 ? sums.add_possible(terms[i]) : sums.add_certain(terms[i]);
    }
    for (std::int64_t sum = -1100; sum <= 1100; ++sum)
      RC_ASSERT(sums.contains(sum) == all.contains(sum));
  }));
}

TEST_CASE("more intervals than are kept become one, in which all counts as reachable") {
  ReachableSums sums;
  for (int bit = 0; bit < 12; ++bit) sums.add_possible(std::int64_t{3} << (2 * bit));
  CHECK(sums.contains(0));
  CHECK(sums.contains(1));
  CHECK_FALSE(sums.contains(-1));
  CHECK(sums.contains(sums.most()));
  CHECK_FALSE(sums.contains(sums.most() + 1));
}

}  // namespace
}  // namespace faultline::sim
