// Keys that differ between replicas, over time, one line an engine.
#include "reports/metrics/divergence.h"
#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kPointsShown = 400;

std::optional<Chart> draw_divergence(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  TimeChart chart;
  chart.title = divergence_title(engines, input.result);
  chart.value_label = "keys that differ between replicas";
  TimePanel panel;
  for (const sim::EngineResult* engine : engines) {
    if (engine->divergence.empty()) continue;
    TimeLine line{display_name(engine->engine), panel.lines.size(), false, {}};
    for (const sim::DivergencePoint& point : thinned(engine->divergence, kPointsShown)) {
      line.points.push_back({point.at_ns, point.differing_keys});
    }
    // Samples are changes: the last one holds until the end of the run.
    if (engine->virtual_ns > line.points.back().at_ns) {
      line.points.push_back({engine->virtual_ns, line.points.back().value});
    }
    panel.lines.push_back(std::move(line));
  }
  if (panel.lines.empty()) return std::nullopt;
  chart.panels.push_back(std::move(panel));
  chart.bands = bands_of(input.result);
  return chart;
}

}  // namespace

ChartKind divergence_chart() {
  return {"divergence", "How long did replicas differ?",
          "A line counts the keys that clients could read differently in two places at that time. "
          "Caught "
          "up: no more of them than before the first fault.",
          divergence_csv, draw_divergence};
}

}  // namespace faultline::reports
