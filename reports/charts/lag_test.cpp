#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of lag has a panel an engine with its worst direction") {
  check_drawn(lag_chart(), {"us-east → eu-west (160 missing)", "slowest", "99 % within (p99)",
                            "10 s", "partition us-east | eu-west", "time since the start (s)"});
}

TEST_CASE("without an engine there is no chart of lag, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(lag_chart().draw(sample.input()).has_value());
  CHECK(lag_chart().csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
