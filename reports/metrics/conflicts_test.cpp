#include "reports/metrics/conflicts.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series of conflicts says where a width is only a bound") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.conflicts = {{"set", 1, true, 7, 20, 0}, {"set", 3, false, 1, 400, 9'000}};
  CHECK(conflicts_csv({&engine}) ==
        "engine,type,width,exact,keys,updates,concurrent_pairs\n"
        "dynomite,set,1,1,7,20,0\n"
        "dynomite,set,3,0,1,400,9000\n");
}

}  // namespace faultline::reports
