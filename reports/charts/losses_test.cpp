#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of losses has a bar an engine and says what became of the updates") {
  check_drawn(chart_named("losses"),
              {"Active-Active: none", "Dynomite: 151", "lost to a concurrent write",
               "overwritten at some replicas only", "acknowledged updates lost", "114"});
}

TEST_CASE("without an engine there is no chart of losses, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(chart_named("losses").draw(sample.input()).has_value());
  CHECK(chart_named("losses").csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
