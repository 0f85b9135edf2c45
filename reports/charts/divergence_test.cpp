#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of divergence has its unit, the faults and every engine") {
  check_drawn(chart_named("divergence"),
              {"time since the start (s)", "keys that differ between replicas",
               "partition us-east | eu-west", "the load ends", "Active-Active", "Last-Write-Wins",
               "Dynomite"});
}

TEST_CASE("without an engine there is no chart of divergence, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(chart_named("divergence").draw(sample.input()).has_value());
  CHECK(chart_named("divergence").csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
