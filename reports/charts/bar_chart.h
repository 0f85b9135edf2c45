// Lying bars, one an engine, each stacked from the same parts. The name and the sum stand above a
// bar: on a phone there is no room beside it. Bars of durations have a logarithmic axis; on it
// their parts say how far they reach, not how long they are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/gnuplot.h"

namespace faultline::reports {

struct Bar {
  std::string name;
  std::vector<std::int64_t> values;  // one a part; of durations: where it ends, ascending
};
struct BarChart {
  std::string title;
  std::string value_label;  // what is counted
  std::vector<std::string> parts;
  std::vector<Bar> bars;
  bool shows_durations = false;
};

[[nodiscard]] PlotJob plot_job(const BarChart& chart, const Canvas& canvas);

}  // namespace faultline::reports
