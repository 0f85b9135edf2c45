// An effect against a dose: what came of several runs under each of a few values of a cause. A line
// runs through the medians, a bar from the 5th to the 95th percentile. Doses stand at even
// distances, with their names: 0 and powers of ten have no other place beside each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/gnuplot.h"

namespace faultline::reports {

struct Effect {
  std::int64_t low = 0, median = 0, high = 0;
};
struct DoseLine {
  std::string name;
  std::vector<std::optional<Effect>> effects;  // one a dose; none: not measured
};
struct DoseChart {
  std::string title;
  std::string value_label;
  std::string dose_label;
  std::vector<std::string> doses;
  std::vector<DoseLine> lines;
};

[[nodiscard]] PlotJob plot_job(const DoseChart& chart, const Canvas& canvas);

}  // namespace faultline::reports
