// Replication lag over time: for each engine the direction of its slowest update.
#include <fmt/format.h>

#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/metrics/lag.h"
#include "reports/metrics/numbers.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

using Quantile = std::int64_t sim::Quantiles::*;

TimeLine line_of(const std::vector<sim::LagWindow>& windows, std::int64_t width_ns,
                 Quantile quantile, std::uint64_t percent, TimeLine line) {
  line.points =
      steps_of(windows, width_ns, [&](const sim::LagWindow& window) -> std::optional<std::int64_t> {
        if (!reached(window, percent)) return std::nullopt;
        return window.lag_ns.*quantile;
      });
  return line;
}

std::string worst_text(const WorstDirection& worst) {
  std::string text = direction_text(worst.from_to);
  if (worst.missing > 0) text += fmt::format(" ({} missing)", grouped(worst.missing));
  return text;
}

std::optional<Chart> draw_lag(const ReportInput& input) {
  TimeChart chart;
  chart.title = lag_title(engine_results(input));
  chart.value_label = "time until visible elsewhere, by when the client had its answer (log scale)";
  chart.scale = Scale::kDuration;
  return with_panels(std::move(chart), input, [&](const sim::EngineResult& engine) {
    const auto worst = worst_direction(engine);
    if (!worst) return TimePanel{};
    const std::vector<sim::LagWindow>& windows = engine.lag.at(worst->from_to);
    const std::int64_t width = input.result.window_ns;
    return TimePanel{
        display_name(engine.engine) + ", " + worst_text(*worst),
        {line_of(windows, width, &sim::Quantiles::max, 100, {"slowest", 1, true, {}}),
         line_of(windows, width, &sim::Quantiles::p99, 99, {"99 % within (p99)", 1, false, {}}),
         line_of(windows, width, &sim::Quantiles::p50, 50, {"half within (p50)", 0, false, {}})}};
  });
}

}  // namespace

ChartKind lag_chart() {
  return {
      "lag", "How late did updates reach the other data centers?",
      "For each system its worst direction; the table has all. An update that never arrives has no "
      "time: where too many are missing, a line has a gap.",
      lag_csv, draw_lag};
}

}  // namespace faultline::reports
