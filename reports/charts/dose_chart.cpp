#include "reports/charts/dose_chart.h"

#include <fmt/format.h>

#include <algorithm>

namespace faultline::reports {

namespace {

constexpr double kBarWidth = 0.05;  // of the distance of two doses

std::int64_t largest_effect(const DoseChart& chart) {
  std::int64_t largest = 1;
  for (const DoseLine& line : chart.lines)
    for (const std::optional<Effect>& effect : line.effects)
      if (effect) largest = std::max(largest, effect->high);
  return largest;
}

// Lines stand a little beside each other, so that none hides another one's bars.
double place_of(const DoseChart& chart, std::size_t line, std::size_t dose) {
  const double middle = static_cast<double>(chart.lines.size() - 1) / 2;
  return static_cast<double>(dose) + (static_cast<double>(line) - middle) * 1.4 * kBarWidth;
}

std::string bars_of(const DoseChart& chart, std::size_t line) {
  std::string script;
  for (std::size_t dose = 0; dose < chart.doses.size(); ++dose) {
    const std::optional<Effect>& effect = chart.lines[line].effects[dose];
    if (!effect || effect->low == effect->high) continue;
    const double at = place_of(chart, line, dose);
    script += fmt::format(
        "set object rectangle from {},{} to {},{} back fillcolor rgb '{}' fillstyle transparent "
        "solid 0.4 noborder\n",
        at - kBarWidth / 2, effect->low, at + kBarWidth / 2, effect->high,
        kLineColours[line % kLineColours.size()]);
  }
  return script;
}

PlotPoints medians_of(const DoseChart& chart, std::size_t line) {
  PlotPoints points;
  for (std::size_t dose = 0; dose < chart.doses.size(); ++dose)
    if (const std::optional<Effect>& effect = chart.lines[line].effects[dose])
      points.emplace_back(place_of(chart, line, dose), static_cast<double>(effect->median));
  return points;
}

Layout layout_of_doses(const DoseChart& chart, const Canvas& canvas, std::size_t longest_tick,
                       int& top, int& bottom) {
  const int font = canvas.font_size;
  Layout layout;
  layout.width = canvas.width;
  layout.left = font * (22 + 6 * static_cast<int>(longest_tick)) / 10;
  layout.right = 2 * font;
  top = below_headings(chart.title, chart.value_label, canvas) + font * 4 / 10;
  bottom = top + canvas.plot_height;
  std::vector<std::string> names;
  for (const DoseLine& line : chart.lines) names.push_back(line.name);
  const KeyShape key = key_shape(names, canvas, layout.plot_width());
  layout.key_columns = key.columns;
  layout.key_top = bottom + font * 52 / 10;
  layout.height = layout.key_top + key.rows * font * 16 / 10 + font / 2;
  return layout;
}

}  // namespace

PlotJob plot_job(const DoseChart& chart, const Canvas& canvas) {
  const std::int64_t largest = largest_effect(chart);
  const std::int64_t last = last_tick(largest);
  int top = 0;
  int bottom = 0;
  const Layout layout = layout_of_doses(chart, canvas, std::to_string(last).size(), top, bottom);
  std::vector<std::string> ticks;
  for (std::size_t dose = 0; dose < chart.doses.size(); ++dose)
    ticks.push_back(fmt::format("{} {}", gnuplot_string(chart.doses[dose]), dose));
  PlotPart part;
  part.script = frame_script(chart.title, chart.value_label, canvas, layout);
  part.script += fmt::format(
      "set tmargin at screen {}\nset bmargin at screen {}\nset xrange [-0.4:{}]\n"
      "set yrange [{}:{}]\nset ytics nomirror out 0,{},{} textcolor rgb '{}'\nset xtics nomirror "
      "out ({}) textcolor rgb '{}'\nset xlabel {} textcolor rgb '{}'\n",
      layout.from_top(top), layout.from_top(bottom), static_cast<double>(chart.doses.size()) - 0.6,
      -0.02 * static_cast<double>(last), last, tick_step(largest), last, kInk,
      fmt::join(ticks, ", "), kInk, gnuplot_string(chart.dose_label), kInk);
  std::vector<std::string> plots;
  for (std::size_t line = 0; line < chart.lines.size(); ++line) {
    part.script += bars_of(chart, line);
    plots.push_back(fmt::format(
        "'-' using 1:2 with linespoints linewidth 2.6 linecolor rgb '{}' pointtype 7 pointsize 0.7 "
        "title {}",
        kLineColours[line % kLineColours.size()], gnuplot_string(chart.lines[line].name)));
    part.data.push_back(medians_of(chart, line));
  }
  part.script += fmt::format("plot {}", fmt::join(plots, ", "));
  return {{std::move(part)}, ""};
}

}  // namespace faultline::reports
