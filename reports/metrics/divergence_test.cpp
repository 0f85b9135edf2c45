#include "reports/metrics/divergence.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series has a row an instant, carries values on, and is empty before the first") {
  sim::EngineResult first;
  first.engine = "active_active";
  first.divergence = {{0, 0}, {100, 3}};
  sim::EngineResult second;
  second.engine = "dynomite";
  second.divergence = {{100, 4}, {200, 5}};
  CHECK(divergence_csv({&first, &second}) ==
        "at_ns,active_active,dynomite\n0,0,\n100,3,4\n200,3,5\n");
  CHECK(divergence_csv({}) == "at_ns\n");
}

TEST_CASE("thinning keeps the staircase, the peak and the end") {
  std::vector<sim::DivergencePoint> flat;
  for (std::int64_t at = 0; at < 100; ++at) flat.push_back({at, at < 50 ? 0 : 7});
  const auto steps = thinned(flat, 1000);
  REQUIRE(steps.size() == 3);
  CHECK(steps[1].at_ns == 50);
  CHECK(steps[2].at_ns == 99);

  std::vector<sim::DivergencePoint> noisy;
  for (std::int64_t at = 0; at < 10'000; ++at) noisy.push_back({at, at == 4'321 ? 99 : at % 2});
  const auto few = thinned(noisy, 100);
  CHECK(few.size() <= 101);
  CHECK(std::any_of(few.begin(), few.end(), [](const auto& p) { return p.differing_keys == 99; }));
  CHECK(few.back().at_ns == 9'999);
}

}  // namespace faultline::reports
