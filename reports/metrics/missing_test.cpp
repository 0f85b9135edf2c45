#include "reports/metrics/missing.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

namespace {

sim::EngineResult three_directions() {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.virtual_ns = 35;
  engine.missing["eu->us"] = {{0, 3, 1}, {10, 7, 7}};
  engine.missing["us->eu"] = {{10, 9, 0}};
  engine.missing["us->us"] = {{20, 1, 0}};
  engine.missing["all"] = {{0, 3, 1}, {10, 12, 7}, {20, 8, 7}, {30, 7, 7}};
  return engine;
}

sim::RunResult run_in_windows_of(std::int64_t width) {
  sim::RunResult run;
  run.window_ns = width;
  return run;
}

}  // namespace

TEST_CASE("the series of what is missing has a row a window and direction, with their sum") {
  const sim::EngineResult engine = three_directions();
  CHECK(missing_csv({&engine}) ==
        "from_ns,engine,direction,missing_max,missing_at_end\n"
        "0,dynomite,all,3,1\n10,dynomite,all,12,7\n20,dynomite,all,8,7\n30,dynomite,all,7,7\n"
        "0,dynomite,eu->us,3,1\n10,dynomite,eu->us,7,7\n"
        "10,dynomite,us->eu,9,0\n20,dynomite,us->us,1,0\n");
}

TEST_CASE("most are missing at one time in all directions together") {
  const sim::EngineResult engine = three_directions();
  REQUIRE(most_missing(engine).has_value());
  CHECK(most_missing(engine)->most == 12);
  CHECK(most_missing(engine)->from_ns == 10);
  CHECK_FALSE(most_missing(sim::EngineResult()).has_value());
}

TEST_CASE("missing at the end is what the last window of the run leaves") {
  sim::EngineResult engine = three_directions();
  CHECK(missing_at_end(engine, run_in_windows_of(10)) == 7);
  engine.missing["all"].pop_back();  // all came before the last window
  CHECK(missing_at_end(engine, run_in_windows_of(10)) == 0);
  CHECK(missing_at_end(sim::EngineResult(), run_in_windows_of(10)) == 0);
}

TEST_CASE("of many directions those with the highest peaks are shown, in their order") {
  const sim::EngineResult engine = three_directions();
  CHECK(directions_shown({&engine}, 5) == std::vector<std::string>{"eu->us", "us->eu", "us->us"});
  CHECK(directions_shown({&engine}, 1) == std::vector<std::string>{"us->eu"});
}

}  // namespace faultline::reports
