// Bytes sent between machines over time, a line an engine.
#include <fmt/format.h>

#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/metrics/costs.h"
#include "reports/metrics/numbers.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::optional<Chart> draw_wire(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  TimeChart chart;
  chart.title = wire_title(engines, input.result);
  chart.value_label =
      fmt::format("bytes sent between machines in each {}", duration_text(input.result.window_ns));
  chart.scale = Scale::kBytes;
  TimePanel panel;
  for (const sim::EngineResult* engine : engines) {
    if (!busiest(*engine)) continue;
    panel.lines.push_back(
        {display_name(engine->engine), panel.lines.size(), false,
         steps_of(engine->costs, input.result.window_ns, [](const sim::CostWindow& window) {
           return std::optional(static_cast<std::int64_t>(window.wire_bytes));
         })});
  }
  if (panel.lines.empty()) return std::nullopt;
  chart.panels.push_back(std::move(panel));
  chart.bands = bands_of(input.result);
  return chart;
}

}  // namespace

ChartKind wire_chart() {
  return {"wire", "What did replication send?",
          "Everything that machines send each other: updates, acknowledgements, heartbeats, what "
          "they send again, and clients' commands. What they sent to greet each other before the "
          "run is left out.",
          wire_csv, draw_wire};
}

}  // namespace faultline::reports
