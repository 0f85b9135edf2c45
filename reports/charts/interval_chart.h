// Numbers as intervals, a row each: a thin line from the smallest to the largest, a bar from the
// 5th to the 95th percentile, a mark at the median. They may be below 0, where a line stands.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/gnuplot.h"

namespace faultline::reports {

struct Interval {
  std::string name;
  std::int64_t smallest = 0, low = 0, median = 0, high = 0, largest = 0;
};
struct IntervalChart {
  std::string title;
  std::string value_label;
  std::vector<Interval> rows;
};

[[nodiscard]] PlotJob plot_job(const IntervalChart& chart, const Canvas& canvas);

}  // namespace faultline::reports
