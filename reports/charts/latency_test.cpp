#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of latency has both quantiles of every data center") {
  check_drawn(chart_named("latency"), {"eu-west p99", "us-east p50", "1 ms", "Dynomite",
                                       "partition us-east | eu-west", "time since the start (s)"});
}

TEST_CASE("without an engine there is no chart of latency, and its series has a head alone") {
  SampleRun sample;
  sample.plan.engines.clear();
  CHECK_FALSE(chart_named("latency").draw(sample.input()).has_value());
  CHECK(chart_named("latency").csv({}).find(",,") == std::string::npos);
}

}  // namespace faultline::reports
