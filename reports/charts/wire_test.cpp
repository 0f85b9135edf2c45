#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of bytes sent has a line an engine and units on its axis") {
  check_drawn(chart_named("wire"),
              {"Dynomite", "Active-Active", "400 KiB", "bytes sent between machines in each 1 s",
               "partition us-east | eu-west"});
}

TEST_CASE("where nothing is sent there is no chart of it") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines) engine.costs.clear();
  CHECK_FALSE(chart_named("wire").draw(sample.input()).has_value());
  CHECK(chart_named("wire").csv(engine_results(sample.input())).find(",") != std::string::npos);
}

}  // namespace faultline::reports
