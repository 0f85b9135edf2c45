#include "reports/metrics/lag.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

namespace {

sim::EngineResult two_directions() {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.lag["eu->us"] = {{0, 3, 0, {40, 50, 60, 60}}, {10, 0, 5, {}}};
  engine.lag["us->eu"] = {{0, 2, 1, {40, 50, 70, 900}}};
  return engine;
}

}  // namespace

TEST_CASE("a window whose copies never arrived has no lag, and says how many are missing") {
  const sim::EngineResult engine = two_directions();
  CHECK(lag_csv({&engine}) ==
        "from_ns,engine,direction,arrived,missing,p50_ns,p99_ns,max_ns\n"
        "0,dynomite,eu->us,3,0,40,60,60\n"
        "10,dynomite,eu->us,0,5,,,\n"
        "0,dynomite,us->eu,2,1,40,70,900\n");
  CHECK(copies_missing(engine) == 6);
}

TEST_CASE("a percentage has a time only if that many arrived") {
  CHECK(reached({0, 99, 1, {}}, 99));
  CHECK_FALSE(reached({0, 99, 1, {}}, 100));
  CHECK_FALSE(reached({0, 98, 2, {}}, 99));
  CHECK(reached({0, 1, 1, {}}, 50));
  CHECK_FALSE(reached({0, 0, 1, {}}, 50));
}

TEST_CASE("the worst direction misses most copies, or has the slowest where none is missing") {
  sim::EngineResult engine = two_directions();
  REQUIRE(worst_direction(engine).has_value());
  CHECK(worst_direction(engine)->from_to == "eu->us");
  CHECK(worst_direction(engine)->missing == 5);
  CHECK(slowest_copy(engine) == 900);
  engine.lag["eu->us"].pop_back();
  engine.lag["us->eu"][0].missing = 0;
  CHECK(worst_direction(engine)->from_to == "us->eu");
  CHECK(worst_direction(engine)->max_ns == 900);
  CHECK_FALSE(worst_direction(sim::EngineResult()).has_value());
}

}  // namespace faultline::reports
