#include "reports/charts/bar_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "reports/charts/value_axis.h"
#include "reports/metrics/numbers.h"

namespace faultline::reports {

namespace {

// Light enough for black figures on them, on light pages and on dark ones.
constexpr std::array<const char*, 8> kPartColours = {"#E69F00", "#56B4E9", "#F0E442", "#2FB58C",
                                                     "#E08FBD", "#B3B3B3", "#F07F3C", "#8FA8E8"};

struct Piece {
  double from = 0, to = 0;
  std::string figure;
};
// What lies from left to right on the axis.
struct BarAxis {
  std::string script;
  double first = 0, last = 1;
  bool is_logarithmic = false;
  [[nodiscard]] double share(const Piece& piece) const {  // of the axis
    return is_logarithmic ? std::log(piece.to / piece.from) / std::log(last / first)
                          : (piece.to - piece.from) / (last - first);
  }
  [[nodiscard]] double middle(const Piece& piece) const {
    return is_logarithmic ? std::sqrt(piece.from * piece.to) : (piece.from + piece.to) / 2;
  }
};

BarAxis count_bar_axis(const BarChart& chart) {
  std::int64_t largest = 1;
  for (const Bar& bar : chart.bars)
    largest =
        std::max(largest, std::accumulate(bar.values.begin(), bar.values.end(), std::int64_t{0}));
  return {fmt::format("set xrange [0:{}]\nset xtics nomirror out 0,{} textcolor rgb '{}'\n",
                      largest, tick_step(largest), kInk),
          0, static_cast<double>(largest), false};
}

// Up to where the longest bar ends.
BarAxis duration_bar_axis(const BarChart& chart) {
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  std::int64_t largest = 1;
  for (const Bar& bar : chart.bars)
    for (const std::int64_t value : bar.values) {
      if (value > 0) smallest = std::min(smallest, value);
      largest = std::max(largest, value);
    }
  const Decades decades = decades_of(smallest, largest);
  std::vector<std::string> ticks;
  for (const std::int64_t tick : decades.ticks)
    ticks.push_back(fmt::format("{} {}", gnuplot_string(duration_text(tick)), tick));
  const std::int64_t last = std::max(largest, decades.first * 2);
  return {
      fmt::format("set logscale x\nset xrange [{}:{}]\nset xtics nomirror out ({}) textcolor "
                  "rgb '{}'\n",
                  // A tick right at the edge may be cut off.
                  0.999 * static_cast<double>(decades.first), last, fmt::join(ticks, ", "), kInk),
      static_cast<double>(decades.first), static_cast<double>(last), true};
}

// One a part, in their order.
std::vector<Piece> pieces_of(const Bar& bar, const BarAxis& axis) {
  std::vector<Piece> pieces;
  double from = axis.first;
  for (const std::int64_t value : bar.values) {
    const auto there = static_cast<double>(value);
    const double to = axis.is_logarithmic ? std::max(there, from) : from + there;
    pieces.push_back(
        {from, to, axis.is_logarithmic ? duration_text(value) : std::to_string(value)});
    from = to;
  }
  return pieces;
}

Layout layout_of(const BarChart& chart, const Canvas& canvas, int& top, int& bottom) {
  const int font = canvas.font_size;
  Layout layout;
  layout.width = canvas.width;
  layout.left = chart.shows_durations ? 2 * font : font;  // the first tick has a name
  layout.right = 2 * font;
  top = below_headings(chart.title, "", canvas) + font * 2 / 10;
  bottom = top + static_cast<int>(chart.bars.size()) * font * 44 / 10;
  const KeyShape key = key_shape(chart.parts, canvas, layout.plot_width());
  layout.key_columns = key.columns;
  layout.key_top = bottom + font * 56 / 10;
  layout.height = layout.key_top + key.rows * font * 16 / 10 + font / 2;
  return layout;
}

// The name at the height of `row`, the bar below it; a part names its number where that fits.
std::string bar_script(const Bar& bar, std::size_t row, const BarAxis& axis,
                       double character_share) {
  const auto y = static_cast<double>(row);
  std::string script =
      fmt::format("set label {} at {},{} left front noenhanced textcolor rgb '{}'\n",
                  gnuplot_string(bar.name), axis.first, y + 0.24, kInk);
  std::size_t part = 0;
  for (const Piece& piece : pieces_of(bar, axis)) {
    const char* colour = kPartColours[part++ % kPartColours.size()];
    if (piece.to == piece.from) continue;
    script += fmt::format(
        "set object rectangle from {},{} to {},{} front fillcolor rgb '{}' fillstyle solid 1.0 "
        "noborder\n",
        piece.from, y + 0.46, piece.to, y + 0.9, colour);
    if (static_cast<double>(piece.figure.size() + 1) * character_share < axis.share(piece))
      script +=
          fmt::format("set label {} at {},{} center front noenhanced textcolor rgb '#111111'\n",
                      gnuplot_string(piece.figure), axis.middle(piece), y + 0.68);
  }
  return script;
}

}  // namespace

PlotJob plot_job(const BarChart& chart, const Canvas& canvas) {
  int top = 0;
  int bottom = 0;
  const Layout layout = layout_of(chart, canvas, top, bottom);
  const BarAxis axis = chart.shows_durations ? duration_bar_axis(chart) : count_bar_axis(chart);
  std::string script = frame_script(chart.title, "", canvas, layout);
  script += fmt::format(
      "set tmargin at screen {}\nset bmargin at screen {}\n{}set yrange [{}:0]\n"
      "set border 1\nunset ytics\nset samples 2\nunset grid\nset grid xtics linecolor rgb '{}' "
      "linetype 1\nset xlabel {} textcolor rgb '{}'\n",
      layout.from_top(top), layout.from_top(bottom), axis.script, chart.bars.size(), kGridInk,
      gnuplot_string(chart.value_label), kInk);
  const double character_share = 0.6 * canvas.font_size / layout.plot_width();
  for (std::size_t row = 0; row < chart.bars.size(); ++row)
    script += bar_script(chart.bars[row], row, axis, character_share);
  std::vector<std::string> plots = {"NaN notitle"};
  for (std::size_t part = 0; part < chart.parts.size(); ++part) {
    plots.push_back(fmt::format("NaN with lines linewidth 9 linecolor rgb '{}' title {}",
                                kPartColours[part % kPartColours.size()],
                                gnuplot_string(chart.parts[part])));
  }
  return {{{script + fmt::format("plot {}", fmt::join(plots, ", ")), {}}}, ""};
}

}  // namespace faultline::reports
