#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of lag has a panel an engine with its worst direction") {
  check_drawn(chart_named("lag"),
              {"us-east → eu-west (160 missing)", "slowest", "99 % within (p99)", "10 s",
               "partition us-east | eu-west", "time since the start (s)"});
}

TEST_CASE("without an engine there is no chart of lag, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(chart_named("lag").draw(sample.input()).has_value());
  CHECK(chart_named("lag").csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
