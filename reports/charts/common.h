// What the charts over time have in common: the bands of a run, and windows as staircases. Drawn is
// what the series holds; nothing is interpolated.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "reports/charts/chart.h"
#include "reports/metrics/figures.h"

namespace faultline::reports {

// The faults, and the moment from which on nothing new can differ.
[[nodiscard]] std::vector<TimeBand> bands_of(const sim::RunResult& run);

// `chart` with a panel for each system of which `panel_of` finds lines to draw, and the bands of
// the run; nothing where there are none.
[[nodiscard]] std::optional<Chart> with_panels(
    TimeChart chart, const ReportInput& input,
    const std::function<TimePanel(const sim::EngineResult&)>& panel_of);

// One step a window, a gap where there is none. `value(window)` is the height, or nothing.
template <class Window, class Value>
std::vector<TimePoint> steps_of(const std::vector<Window>& windows, std::int64_t width_ns,
                                const Value& value) {
  std::vector<TimePoint> points;
  std::int64_t end = 0;
  // A line is drawn up to where its window ends; the gap begins there.
  const auto end_line = [&] {
    if (points.empty() || !points.back().value) return;
    points.push_back({end, points.back().value});
    points.push_back({end, std::nullopt});
  };
  for (const Window& window : windows) {
    const std::optional<std::int64_t> height = value(window);
    if (window.from_ns > end || !height) end_line();
    points.push_back({window.from_ns, height});
    end = window.from_ns + width_ns;
  }
  if (!points.empty()) points.push_back({end, points.back().value});
  return points;
}

}  // namespace faultline::reports
