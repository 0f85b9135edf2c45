// The charts of a report. Each has its data as CSV and its title as a sentence; report.cpp draws
// and writes whatever stands here. To add one: x.cpp, x_test.cpp, its declaration here and its call
// in registry.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.h"
#include "reports/metrics/figures.h"

namespace faultline::reports {

struct ChartKind {
  std::string name;     // of charts/NAME.svg and of series/NAME.csv
  std::string heading;  // the question that it answers
  std::string caption;  // how to read it
  // The data: integers, in an order that the seed decides. Written with or without the chart.
  std::string (*csv)(const EngineResults&);
  // Nothing where there is nothing to draw.
  std::optional<Chart> (*draw)(const ReportInput&);
};

// In the order of the page: first what was lost, then why one could see it coming.
[[nodiscard]] const std::vector<ChartKind>& chart_kinds();

[[nodiscard]] ChartKind losses_chart();
[[nodiscard]] ChartKind divergence_chart();
[[nodiscard]] ChartKind lag_chart();
[[nodiscard]] ChartKind availability_chart();
[[nodiscard]] ChartKind latency_chart();

}  // namespace faultline::reports
