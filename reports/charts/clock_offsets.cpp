// How far wall clocks were off over time, a line a data center: its worst machine.
#include "reports/metrics/clock_offsets.h"

#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/story/titles.h"

namespace faultline::reports {

namespace {

// A window that is left out is one in which every clock was right.
std::vector<TimePoint> offset_steps(const std::vector<sim::ClockWindow>& windows,
                                    std::int64_t width_ns, std::int64_t end_ns) {
  std::vector<TimePoint> points = {{0, 0}};
  std::int64_t after = 0;
  for (const sim::ClockWindow& window : windows) {
    if (window.from_ns > after) points.push_back({after, 0});
    points.push_back({window.from_ns, std::max(window.ahead_ns, window.behind_ns)});
    after = window.from_ns + width_ns;
  }
  if (after < end_ns) points.push_back({after, 0});
  points.push_back({std::max(end_ns, points.back().at_ns), points.back().value});
  return points;
}

std::optional<Chart> draw_clock_offsets(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  TimeChart chart;
  chart.title = clock_offsets_title(engines);
  chart.value_label = "how far the worst wall clock was off, ahead or behind";
  chart.scale = Scale::kLinearDuration;
  std::int64_t end_ns = 0;
  for (const sim::EngineResult* engine : engines) end_ns = std::max(end_ns, engine->virtual_ns);
  TimePanel panel;
  for (const auto& [datacenter, windows] : clock_windows(engines))
    panel.lines.push_back({datacenter, panel.lines.size(), false,
                           offset_steps(windows, input.result.window_ns, end_ns)});
  if (panel.lines.empty()) return std::nullopt;
  chart.panels.push_back(std::move(panel));
  chart.bands = bands_of(input.result);
  return chart;
}

}  // namespace

ChartKind clock_offsets_chart() {
  return {"clock_offsets", "How wrong were the clocks?",
          "The wall clock of a data center's worst machine against true time, the most in each "
          "window of time; the same under every system. A data center without a line had right "
          "clocks.",
          clock_offsets_csv, draw_clock_offsets};
}

}  // namespace faultline::reports
