#include "reports/metrics/clocks.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series of clocks has a row an engine whose ledger was kept") {
  sim::EngineResult with;
  with.engine = "last_write_wins";
  with.clocks = {40, 7, 2, 30'000'000};
  sim::EngineResult without;
  without.engine = "dynomite";
  CHECK(clocks_csv({&with, &without}) ==
        "engine,by_stamps,against_true_time,inverted,offset_max_ns\n"
        "last_write_wins,40,7,2,30000000\n");
}

}  // namespace faultline::reports
