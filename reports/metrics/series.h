// Data that no chart is drawn from: series/NAME.csv beside those of the charts, integers only, in
// an order that the seed decides. To add one: its function and test, one line in series.cpp, and
// its columns in the README.
#pragma once

#include <span>
#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

struct SeriesKind {
  std::string name;  // of series/NAME.csv
  std::string (*csv)(const EngineResults&);
};

[[nodiscard]] std::span<const SeriesKind> series_without_charts();

}  // namespace faultline::reports
