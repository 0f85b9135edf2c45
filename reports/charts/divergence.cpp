#include "reports/charts/divergence.h"

#include "reports/metrics/divergence.h"
#include "reports/story/sentences.h"

namespace faultline::reports {

StepChart divergence_chart(const ReportInput& input) {
  constexpr std::size_t kPointsShown = 1000;
  const EngineResults engines = engine_results(input);
  StepChart chart;
  chart.title = divergence_title(engines, input.result);
  chart.value_label = "keys that differ between replicas";
  for (const sim::EngineResult* engine : engines) {
    if (engine->divergence.empty()) continue;
    StepLine line{display_name(engine->engine), {}};
    for (const sim::DivergencePoint& point : thinned(engine->divergence, kPointsShown)) {
      line.points.push_back({point.at_ns, point.differing_keys});
    }
    // Samples are changes: the last one holds until the end of the run.
    const std::int64_t last = line.points.back().value;
    if (engine->virtual_ns > line.points.back().at_ns) {
      line.points.push_back({engine->virtual_ns, last});
    }
    chart.lines.push_back(std::move(line));
  }
  for (const sim::FaultBand& fault : input.result.faults) {
    chart.bands.push_back({fault.label, fault.from_ns, fault.to_ns});
  }
  if (!input.result.faults.empty()) {
    chart.bands.push_back(
        {"heal: load and faults are over", input.result.heal_ns, input.result.heal_ns});
  }
  return chart;
}

}  // namespace faultline::reports
