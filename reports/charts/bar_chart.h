// Lying bars, one an engine, each stacked from the same parts. The name and the sum stand above a
// bar: on a phone there is no room beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/gnuplot.h"

namespace faultline::reports {

struct Bar {
  std::string name;
  std::vector<std::int64_t> values;  // one a part
};
struct BarChart {
  std::string title;
  std::string value_label;  // what is counted
  std::vector<std::string> parts;
  std::vector<Bar> bars;
};

[[nodiscard]] PlotJob plot_job(const BarChart& chart, const Canvas& canvas);

}  // namespace faultline::reports
