#include "reports/metrics/recovery.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the last fault that ended is not the one that never does") {
  sim::RunResult run;
  CHECK_FALSE(last_fault_end(run).has_value());
  run.faults = {{"partition", 5, 14}, {"pause", 2, 3}, {"crash", 6, 50, false}};
  CHECK(last_fault_end(run) == 14);
}

TEST_CASE("replicas have caught up when no more keys differ than before the first fault") {
  sim::EngineResult engine;
  engine.divergence = {{0, 1}, {5, 2}, {10, 9}, {20, 7}, {30, 2}, {40, 5}};
  sim::RunResult run;
  CHECK_FALSE(caught_up_after(engine, run).has_value());
  run.faults = {{"partition", 8, 12}};
  CHECK(caught_up_after(engine, run) == 18);
  run.faults.push_back({"pause", 9, 30});
  CHECK(caught_up_after(engine, run) == 0);
  run.faults.push_back({"pause", 10, 45});
  CHECK_FALSE(caught_up_after(engine, run).has_value());
  CHECK(most_differing(engine) == 9);
}

}  // namespace faultline::reports
