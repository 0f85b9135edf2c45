#include "reports/charts/bar_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace faultline::reports {

namespace {

// Light enough for black figures on them, on light pages and on dark ones.
constexpr std::array<const char*, 8> kPartColours = {"#E69F00", "#56B4E9", "#F0E442", "#2FB58C",
                                                     "#E08FBD", "#B3B3B3", "#F07F3C", "#8FA8E8"};

std::int64_t sum(const Bar& bar) {
  return std::accumulate(bar.values.begin(), bar.values.end(), std::int64_t{0});
}

std::int64_t largest_of(const BarChart& chart) {
  std::int64_t largest = 1;
  for (const Bar& bar : chart.bars) largest = std::max(largest, sum(bar));
  return largest;
}

Layout layout_of(const BarChart& chart, const Canvas& canvas, int& top, int& bottom) {
  const int font = canvas.font_size;
  Layout layout;
  layout.width = canvas.width;
  layout.left = font;
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
std::string bar_script(const BarChart& chart, std::size_t row, double per_character) {
  const Bar& bar = chart.bars[row];
  const auto y = static_cast<double>(row);
  std::string script =
      fmt::format("set label {} at 0,{} left front noenhanced textcolor rgb '{}'\n",
                  gnuplot_string(bar.name), y + 0.24, kInk);
  std::int64_t from = 0;
  for (std::size_t part = 0; part < bar.values.size(); ++part) {
    const std::int64_t to = from + bar.values[part];
    if (to == from) continue;
    script += fmt::format(
        "set object rectangle from {},{} to {},{} front fillcolor rgb '{}' fillstyle solid 1.0 "
        "noborder\n",
        from, y + 0.46, to, y + 0.9, kPartColours[part % kPartColours.size()]);
    const std::string figure = std::to_string(bar.values[part]);
    if (static_cast<double>(figure.size() + 1) * per_character <
        static_cast<double>(bar.values[part])) {
      script +=
          fmt::format("set label {} at {},{} center front noenhanced textcolor rgb '#111111'\n",
                      gnuplot_string(figure), static_cast<double>(from + to) / 2, y + 0.68);
    }
    from = to;
  }
  return script;
}

}  // namespace

PlotJob plot_job(const BarChart& chart, const Canvas& canvas) {
  int top = 0;
  int bottom = 0;
  const Layout layout = layout_of(chart, canvas, top, bottom);
  const std::int64_t largest = largest_of(chart);
  std::string script = frame_script(chart.title, "", canvas, layout);
  script += fmt::format(
      "set tmargin at screen {}\nset bmargin at screen {}\nset xrange [0:{}]\nset yrange [{}:0]\n"
      "set border 1\nunset ytics\nset samples 2\nunset grid\nset grid xtics linecolor rgb '{}' "
      "linetype 1\nset xtics nomirror out 0,{} textcolor rgb '{}'\n"
      "set xlabel {} textcolor rgb '{}'\n",
      layout.from_top(top), layout.from_top(bottom), largest, chart.bars.size(), kGridInk,
      tick_step(largest), kInk, gnuplot_string(chart.value_label), kInk);
  const double per_character =
      0.6 * canvas.font_size * static_cast<double>(largest) / layout.plot_width();
  for (std::size_t row = 0; row < chart.bars.size(); ++row) {
    script += bar_script(chart, row, per_character);
  }
  std::vector<std::string> plots = {"NaN notitle"};
  for (std::size_t part = 0; part < chart.parts.size(); ++part) {
    plots.push_back(fmt::format("NaN with lines linewidth 9 linecolor rgb '{}' title {}",
                                kPartColours[part % kPartColours.size()],
                                gnuplot_string(chart.parts[part])));
  }
  return {{{script + fmt::format("plot {}", fmt::join(plots, ", ")), {}}}, ""};
}

}  // namespace faultline::reports
