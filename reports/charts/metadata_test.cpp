#include <utility>

#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("the chart of metadata has a panel of bytes and one of tombstones, each with its axis") {
  check_drawn(chart_named("metadata"),
              {"bytes kept besides values", "tombstones (deleted keys and elements remembered)",
               "80 KiB", "20", "Active-Active"});
}

TEST_CASE("where nothing is kept besides values there is no chart of it") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines)
    for (sim::CostWindow& window : engine.costs) window.metadata_bytes = window.tombstones = 0;
  CHECK_FALSE(chart_named("metadata").draw(sample.input()).has_value());
  CHECK(chart_named("metadata").csv(engine_results(sample.input())).find(",") != std::string::npos);
}

TEST_CASE("without tombstones the chart of metadata has one panel, and so has it without bytes") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines)
    for (sim::CostWindow& window : engine.costs) window.tombstones.reset();
  const auto panels = [&] {
    return std::get<TimeChart>(*chart_named("metadata").draw(sample.input())).panels;
  };
  REQUIRE(panels().size() == 1);
  CHECK_FALSE(panels()[0].own_scale.has_value());
  for (sim::EngineResult& engine : sample.result.engines)
    for (sim::CostWindow& window : engine.costs)
      window.tombstones = std::exchange(window.metadata_bytes, std::nullopt);
  REQUIRE(panels().size() == 1);
  CHECK(panels()[0].own_scale == Scale::kCount);
}

}  // namespace faultline::reports
