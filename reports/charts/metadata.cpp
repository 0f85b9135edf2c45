// Bytes that replicas keep besides values over time, and tombstones, a line an engine in each
// panel.
#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/metrics/costs.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

using Kept = std::optional<std::uint64_t> sim::CostWindow::*;

// Lines of engines that keep any; the style of an engine is the same in both panels.
TimePanel kept_panel(const ReportInput& input, std::string name, Kept kept) {
  TimePanel panel{std::move(name), {}};
  std::size_t style = 0;
  for (const sim::EngineResult* engine : engine_results(input)) {
    const std::size_t own_style = style++;
    const bool any =
        std::any_of(engine->costs.begin(), engine->costs.end(),
                    [&](const sim::CostWindow& window) { return (window.*kept).value_or(0) > 0; });
    if (!any) continue;
    panel.lines.push_back(
        {display_name(engine->engine), own_style, false,
         steps_of(engine->costs, input.result.window_ns,
                  [&](const sim::CostWindow& window) -> std::optional<std::int64_t> {
                    if (!(window.*kept)) return std::nullopt;
                    return static_cast<std::int64_t>(*(window.*kept));
                  })});
  }
  return panel;
}

std::optional<Chart> draw_metadata(const ReportInput& input) {
  TimeChart chart;
  chart.title = metadata_title(engine_results(input));
  chart.scale = Scale::kBytes;
  TimePanel bytes =
      kept_panel(input, "bytes kept besides values", &sim::CostWindow::metadata_bytes);
  TimePanel tombstones = kept_panel(input, "tombstones (deleted keys and elements remembered)",
                                    &sim::CostWindow::tombstones);
  tombstones.own_scale = Scale::kCount;
  for (TimePanel* panel : {&bytes, &tombstones})
    if (!panel->lines.empty()) chart.panels.push_back(std::move(*panel));
  if (chart.panels.empty()) return std::nullopt;
  chart.bands = bands_of(input.result);
  return chart;
}

}  // namespace

ChartKind metadata_chart() {
  return {
      "metadata", "What did replicas keep besides values?",
      "All replicas together, the most in each window of time: stamps, dots, contexts, backlogs "
      "as far as an engine counts them. An engine that tells of none, or keeps none, has no "
      "line.",
      metadata_csv, draw_metadata};
}

}  // namespace faultline::reports
