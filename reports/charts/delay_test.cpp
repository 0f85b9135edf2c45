#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of delays has a bar an engine and direction, with units on its axis") {
  check_drawn(chart_named("delay"), {"Dynomite, us-east → eu-west", "half of the copies (p50)",
                                     "99 % (p99)", "10 ms", "40 ms"});
}

TEST_CASE("where every copy was there at once there is no chart of delays") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines)
    (*engine.staleness_ns)["us-east->eu-west"] = {};
  CHECK_FALSE(chart_named("delay").draw(sample.input()).has_value());
  CHECK(chart_named("delay").csv(engine_results(sample.input())).find(",") != std::string::npos);
}

}  // namespace faultline::reports
