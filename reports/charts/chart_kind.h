// Charts by name. Each has its data as CSV and its title as a sentence; report.cpp draws and writes
// all of them. To add one: its file, its test, one line in registry.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>

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
[[nodiscard]] std::span<const ChartKind> chart_kinds();

}  // namespace faultline::reports
