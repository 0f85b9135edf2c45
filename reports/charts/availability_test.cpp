#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of availability has a panel an engine and a line a data center") {
  check_drawn(chart_named("availability"),
              {"100 %", "0 %", "eu-west", "us-east", "Dynomite", "partition us-east | eu-west",
               "time since the start (s)"});
}

TEST_CASE("without an engine there is no chart of availability, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(chart_named("availability").draw(sample.input()).has_value());
  CHECK(chart_named("availability").csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
