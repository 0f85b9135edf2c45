#include "reports/metrics/clock_offsets.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("clocks are told of the engine whose run went furthest, by data center and window") {
  sim::EngineResult whole;
  whole.virtual_ns = 40;
  whole.clock_windows = {{"eu", {{0, 300, 0}, {10, 300, 20}}}, {"us", {{10, 0, 7}}}};
  sim::EngineResult interrupted;
  interrupted.virtual_ns = 5;
  const EngineResults engines = {&interrupted, &whole};
  CHECK(clock_offsets_csv(engines) ==
        "from_ns,dc,ahead_max_ns,behind_max_ns\n0,eu,300,0\n10,eu,300,20\n10,us,0,7\n");
  const auto worst = worst_offsets(engines);
  REQUIRE(worst.size() == 2);
  CHECK(worst.at("eu").ahead_ns == 300);
  CHECK(worst.at("eu").behind_ns == 20);
  CHECK(worst.at("us").ahead_ns == 0);
  CHECK(worst_offsets({}).empty());
}

}  // namespace faultline::reports
