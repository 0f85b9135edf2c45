// Latency of answered operations over time: p50 and p99 a data center of the clients.
#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/metrics/service.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

using Quantile = std::int64_t sim::Quantiles::*;

TimeLine line_of(const std::vector<sim::ServiceWindow>& windows, std::int64_t width_ns,
                 Quantile quantile, TimeLine line) {
  line.points = steps_of(windows, width_ns,
                         [&](const sim::ServiceWindow& window) -> std::optional<std::int64_t> {
                           if (window.served == 0) return std::nullopt;
                           return window.latency_ns.*quantile;
                         });
  return line;
}

std::optional<Chart> draw_latency(const ReportInput& input) {
  TimeChart chart;
  chart.title = latency_title(engine_results(input), input.result);
  chart.value_label = "time until answered, by the data center of the client (log scale)";
  chart.scale = Scale::kDuration;
  return with_panels(std::move(chart), input, [&](const sim::EngineResult& engine) {
    TimePanel panel{display_name(engine.engine), {}};
    std::size_t style = 0;
    for (const auto& [datacenter, windows] : engine.service) {
      const std::int64_t width = input.result.window_ns;
      panel.lines.push_back(
          line_of(windows, width, &sim::Quantiles::p99, {datacenter + " p99", style, false, {}}));
      panel.lines.push_back(
          line_of(windows, width, &sim::Quantiles::p50, {datacenter + " p50", style, true, {}}));
      ++style;
    }
    return panel;
  });
}

}  // namespace

ChartKind latency_chart() {
  return {"latency", "How long did clients wait?",
          "Thick: 99 % of the answers came within that time (p99); thin: half of them (p50).",
          latency_csv, draw_latency};
}

}  // namespace faultline::reports
