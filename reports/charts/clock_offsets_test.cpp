#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of clocks has a line a data center with a wrong clock, on an even axis") {
  check_drawn(chart_named("clock_offsets"),
              {"eu-west", "20 ms", "10 ms", "clock +20 ms at eu-west/a/0"});
}

TEST_CASE("where every clock was right there is no chart of clocks") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines) engine.clock_windows.clear();
  CHECK_FALSE(chart_named("clock_offsets").draw(sample.input()).has_value());
  CHECK(chart_named("clock_offsets").csv(engine_results(sample.input())).find(",") !=
        std::string::npos);
}

}  // namespace faultline::reports
