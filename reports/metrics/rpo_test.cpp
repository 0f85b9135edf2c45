#include "reports/metrics/rpo.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series of recovery points has ages only where something was lost") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.outage_losses = {{5, "synced", "us-east/a/0", 0, 0, 0, 0},
                          {9, "nothing", "us-east", 3, 1, 8, 0},
                          {0, "", "", 2, 0, 0, 0}};
  CHECK(rpo_csv({&engine}) ==
        "at_ns,engine,where,disk_kept,never_replicated,lost_crash,oldest_age_ns,newest_age_ns\n"
        "5,dynomite,us-east/a/0,synced,0,0,,\n"
        "9,dynomite,us-east,nothing,3,1,8,0\n"
        ",dynomite,,,2,0,,\n");
}

}  // namespace faultline::reports
