// Faults behind a chart over time: shaded while they last, with their names above the plot. A
// moment is a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/time_chart.h"

namespace faultline::reports {

// What a time axis counts in.
[[nodiscard]] double seconds(std::int64_t nanoseconds);

struct PlacedLabel {
  std::string text;
  double at = 0;        // seconds
  std::size_t row = 0;  // from the plot upwards
  bool is_right_aligned = false;
};
// The first band of each name gets its label, in the first row where it has room; where four rows
// do not suffice, the label is left out: the bands stay. `end` is the chart's, in seconds.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const std::vector<TimeBand>& bands,
                                                    const Canvas& canvas, int plot_width,
                                                    double end);
[[nodiscard]] std::size_t rows_of(const std::vector<PlacedLabel>& labels);

[[nodiscard]] std::string bands_script(const std::vector<TimeBand>& bands, double end);
[[nodiscard]] std::string labels_script(const std::vector<TimeBand>& bands, const Canvas& canvas,
                                        int plot_width, double end, int plot_height);

}  // namespace faultline::reports
