#include "reports/metrics/service.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

namespace {

sim::EngineResult one_outage() {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.service["eu"] = {{0, 10, 10, {1, 2, 3, 4}}, {10, 10, 0, {}}, {20, 3, 2, {5, 6, 7, 8}}};
  engine.service["us"] = {{0, 4, 4, {1, 1, 9, 9}}};
  return engine;
}

}  // namespace

TEST_CASE("the series of service count in whole operations, and no latency is made up") {
  const sim::EngineResult engine = one_outage();
  CHECK(availability_csv({&engine}) ==
        "from_ns,engine,dc,attempted,served\n0,dynomite,eu,10,10\n10,dynomite,eu,10,0\n"
        "20,dynomite,eu,3,2\n0,dynomite,us,4,4\n");
  CHECK(latency_csv({&engine}) ==
        "from_ns,engine,dc,served,p50_ns,p99_ns,max_ns\n0,dynomite,eu,10,1,3,4\n"
        "20,dynomite,eu,2,5,7,8\n0,dynomite,us,4,1,9,9\n");
}

TEST_CASE("the worst window is found, during faults and in calm") {
  const sim::EngineResult engine = one_outage();
  sim::RunResult run;
  run.window_ns = 10;
  run.faults = {{"partition", 12, 25}};
  REQUIRE(least_available(engine).has_value());
  CHECK(least_available(engine)->window.from_ns == 10);
  CHECK(availability_ppm(engine.service.at("eu")[2]) == 666'666);
  REQUIRE(slowest(engine, run, During::kFaults).has_value());
  CHECK(slowest(engine, run, During::kFaults)->window.latency_ns.p99 == 7);
  CHECK(slowest(engine, run, During::kCalm)->datacenter == "us");
  run.faults.clear();
  CHECK_FALSE(slowest(engine, run, During::kFaults).has_value());
}

}  // namespace faultline::reports
