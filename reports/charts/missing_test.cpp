#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of what is missing has a panel an engine and a line a direction") {
  check_drawn(chart_named("missing"),
              {"us-east → eu-west", "Dynomite", "Active-Active", "partition us-east | eu-west",
               "copies of acknowledged updates that replicas lack"});
}

TEST_CASE(
    "where nothing is ever missing there is no chart of it, and its series has a head alone") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines)
    engine.missing = {{"us-east->eu-west", {}}, {sim::kAllWays, {}}};
  CHECK_FALSE(chart_named("missing").draw(sample.input()).has_value());
  CHECK(chart_named("missing").csv(engine_results(sample.input())).find(",") != std::string::npos);
}

TEST_CASE("of many directions the chart of what is missing draws six, alike in every panel") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines)
    for (std::uint64_t other = 1; other < 9; ++other)
      engine.missing["a->b" + std::to_string(other)] = {{0, other, other}};
  const auto chart = std::get<TimeChart>(*chart_named("missing").draw(sample.input()));
  REQUIRE(chart.panels.size() == 3);
  for (const TimePanel& panel : chart.panels) {
    REQUIRE(panel.lines.size() == 6);
    CHECK(panel.lines[0].name == "a → b4");
    CHECK(panel.lines[5].name == "us-east → eu-west");
    CHECK(panel.lines[5].style == 5);
  }
  // It comes back to 0 where its windows end, and stays what it is at the end of the run.
  const auto& points = chart.panels[0].lines[5].points;
  CHECK(points.back().at_ns == 43'000'000'000);
  CHECK(points.back().value == 0);
  CHECK(chart.panels[1].lines[5].points.back().value == 160);
}

}  // namespace faultline::reports
