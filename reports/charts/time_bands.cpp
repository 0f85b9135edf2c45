#include "reports/charts/time_bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "reports/charts/gnuplot.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kLabelRows = 4;

}  // namespace

double seconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e9;
}

std::vector<PlacedLabel> place_labels(const std::vector<TimeBand>& bands, const Canvas& canvas,
                                      int plot_width, double end) {
  const double per_character = 0.6 * canvas.font_size * end / plot_width;
  std::array<double, kLabelRows> taken_until{};
  std::set<std::string> named;
  std::vector<PlacedLabel> labels;
  for (const TimeBand& band : bands) {
    const double at = seconds(band.from_ns);
    if (at > end || band.label.empty() || !named.insert(band.label).second) continue;
    const double width = static_cast<double>(band.label.size() + 1) * per_character;
    // Where it has no room to the right of its band it ends there; where it has none on either
    // side it ends with the plot.
    const bool is_right_aligned = at + width > end && at >= width;
    const double from = is_right_aligned ? at - width : std::min(at, std::max(0.0, end - width));
    const double to = is_right_aligned ? at : from + width;
    for (std::size_t row = 0; row < kLabelRows; ++row) {
      if (from < taken_until[row]) continue;
      taken_until[row] = to;
      labels.push_back({band.label, is_right_aligned ? at : from, row, is_right_aligned});
      break;
    }
  }
  return labels;
}

std::size_t rows_of(const std::vector<PlacedLabel>& labels) {
  std::size_t rows = 0;
  for (const PlacedLabel& label : labels) rows = std::max(rows, label.row + 1);
  return rows;
}

std::string bands_script(const std::vector<TimeBand>& bands, double end) {
  std::string script;
  for (const TimeBand& band : bands) {
    const double from = seconds(band.from_ns);
    if (from > end) continue;
    if (band.to_ns > band.from_ns) {
      script += fmt::format(
          "set object rectangle from {},graph 0 to {},graph 1 behind fillcolor rgb '#E69F00' "
          "fillstyle transparent solid 0.18 noborder\n",
          from, std::min(end, seconds(band.to_ns)));
    } else {
      script += fmt::format(
          "set arrow from {0},graph 0 to {0},graph 1 nohead back linewidth 1 linecolor rgb "
          "'{1}' dashtype (4,4)\n",
          from, kSoftInk);
    }
  }
  return script;
}

std::string labels_script(const std::vector<TimeBand>& bands, const Canvas& canvas, int plot_width,
                          double end, int plot_height) {
  std::string script;
  for (const PlacedLabel& label : place_labels(bands, canvas, plot_width, end)) {
    const double above = canvas.font_size * (0.6 + 1.4 * static_cast<double>(label.row));
    script += fmt::format("set label {} at {},graph {} {} front noenhanced textcolor rgb '{}'\n",
                          gnuplot_string(label.text), label.at, 1 + above / plot_height,
                          label.is_right_aligned ? "right" : "left", kSoftInk);
  }
  return script;
}

}  // namespace faultline::reports
