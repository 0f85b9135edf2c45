// Copies of acknowledged updates that replicas still lacked, over time: a panel an engine, a line a
// direction, so that it also shows what each data center keeps for each other one.
#include "reports/metrics/missing.h"

#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kMostDirections = 6;

// A window that is left out is one in which nothing is missing.
std::vector<TimePoint> missing_steps(const std::vector<sim::MissingWindow>& windows,
                                     std::int64_t width_ns, std::int64_t end_ns) {
  std::vector<TimePoint> points = {{0, 0}};
  const auto step = [&](std::int64_t at_ns, std::uint64_t copies) {
    const auto height = static_cast<std::int64_t>(copies);
    if (points.back().value != height) points.push_back({at_ns, height});
  };
  std::int64_t after = 0;
  for (const sim::MissingWindow& window : windows) {
    if (window.from_ns > after) step(after, 0);
    step(window.from_ns, window.most);
    after = window.from_ns + width_ns;
  }
  if (after < end_ns) step(after, 0);
  points.push_back({std::max(end_ns, points.back().at_ns), points.back().value});
  return points;
}

std::optional<Chart> draw_missing(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  const std::vector<std::string> directions = directions_shown(engines, kMostDirections);
  if (directions.empty()) return std::nullopt;
  TimeChart chart;
  chart.title = missing_title(engines, input.result);
  chart.value_label = "copies of acknowledged updates that replicas lack";
  return with_panels(std::move(chart), input, [&](const sim::EngineResult& engine) {
    TimePanel panel{display_name(engine.engine), {}};
    for (std::size_t style = 0; style < directions.size(); ++style) {
      const auto found = engine.missing.find(directions[style]);
      if (found == engine.missing.end()) continue;
      panel.lines.push_back(
          {direction_text(directions[style]), style, false,
           missing_steps(found->second, input.result.window_ns, engine.virtual_ns)});
    }
    return panel;
  });
}

}  // namespace

ChartKind missing_chart() {
  return {"missing", "How much did replicas still lack?",
          "Updates whose client had its answer and that had not come to another replica yet, once "
          "for each such replica. The most in each window of time; of many directions the six with "
          "the highest peaks. A line that stays up: copies that never came.",
          missing_csv, draw_missing};
}

}  // namespace faultline::reports
