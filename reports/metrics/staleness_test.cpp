#include "reports/metrics/staleness.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series of stale reads have a row a data center, and one an age of the last update") {
  sim::EngineResult engine;
  engine.engine = "active_active";
  engine.read_staleness["eu"] = {10, 2, {0, 1, 3, 4}, {0, 50, 60, 70}};
  engine.reads_by_age["eu"] = {{0, 4, 2}, {64'000'000, 6, 0}};
  CHECK(staleness_csv({&engine}) ==
        "engine,dc,reads,stale,updates_p50,updates_p95,updates_p99,updates_max,"
        "age_p50_ns,age_p95_ns,age_p99_ns,age_max_ns\n"
        "active_active,eu,10,2,0,1,3,4,0,50,60,70\n");
  CHECK(pbs_csv({&engine}) ==
        "engine,dc,from_ns,reads,stale\n"
        "active_active,eu,0,4,2\n"
        "active_active,eu,64000000,6,0\n");
}

}  // namespace faultline::reports
