#include "reports/metrics/costs.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

namespace {

sim::EngineResult two_windows() {
  sim::EngineResult engine;
  engine.engine = "active_active";
  engine.costs = {{0, 500, 4, 70, {}}, {10, 300, 2, 90, 5}};
  return engine;
}

}  // namespace

TEST_CASE("what was sent and what is kept are two series of the same windows") {
  const sim::EngineResult engine = two_windows();
  CHECK(wire_csv({&engine}) ==
        "from_ns,engine,bytes,messages\n0,active_active,500,4\n10,active_active,300,2\n");
  CHECK(metadata_csv({&engine}) ==
        "from_ns,engine,metadata_bytes_max,tombstones_max\n"
        "0,active_active,70,\n10,active_active,90,5\n");
}

TEST_CASE("the busiest window is not the fullest, and nothing has neither") {
  const sim::EngineResult engine = two_windows();
  CHECK(bytes_sent(engine) == 800);
  CHECK(busiest(engine)->from_ns == 0);
  CHECK(fullest(engine)->from_ns == 10);
  CHECK(most_tombstones(engine) == 5);
  const sim::EngineResult nothing;
  CHECK_FALSE(busiest(nothing).has_value());
  CHECK_FALSE(fullest(nothing).has_value());
  CHECK(most_tombstones(nothing) == 0);
}

}  // namespace faultline::reports
