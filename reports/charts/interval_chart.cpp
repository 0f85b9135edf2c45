#include "reports/charts/interval_chart.h"

#include <fmt/format.h>

#include <algorithm>

namespace faultline::reports {

namespace {

const std::vector<std::string> kIntervalKey = {"5 to 95 % of the seeds", "all seeds"};

struct IntervalRange {
  std::int64_t first = 0, last = 0, step = 1;
};

// Whole steps around all rows and 0.
IntervalRange range_of_rows(const IntervalChart& chart) {
  IntervalRange range;
  for (const Interval& row : chart.rows) {
    range.first = std::min(range.first, row.smallest);
    range.last = std::max(range.last, row.largest);
  }
  range.step = tick_step(std::max<std::int64_t>(1, range.last - range.first));
  range.first = -((-range.first + range.step - 1) / range.step * range.step);
  range.last = (range.last + range.step - 1) / range.step * range.step;
  if (range.first == range.last) range.last += range.step;
  return range;
}

// The name stands at the left edge, above what it names.
std::string row_script(const Interval& row, std::size_t index, const IntervalRange& range) {
  const auto y = static_cast<double>(index);
  std::string script =
      fmt::format("set label {} at {},{} left front noenhanced textcolor rgb '{}'\n",
                  gnuplot_string(row.name), range.first, y + 0.24, kInk);
  script +=
      fmt::format("set arrow from {},{} to {},{} nohead front linewidth 2 linecolor rgb '{}'\n",
                  row.smallest, y + 0.68, row.largest, y + 0.68, kInk);
  script += fmt::format(
      "set object rectangle from {},{} to {},{} back fillcolor rgb '#56B4E9' fillstyle solid 1.0 "
      "noborder\n",
      row.low, y + 0.52, row.high, y + 0.84);
  return script + fmt::format(
                      "set arrow from {0},{1} to {0},{2} nohead front linewidth 4 linecolor rgb "
                      "'{3}'\n",
                      row.median, y + 0.46, y + 0.9, kInk);
}

}  // namespace

PlotJob plot_job(const IntervalChart& chart, const Canvas& canvas) {
  const int font = canvas.font_size;
  Layout layout;
  layout.width = canvas.width;
  layout.left = 2 * font;
  layout.right = 2 * font;
  const int top = below_headings(chart.title, "", canvas) + font * 2 / 10;
  const int bottom = top + static_cast<int>(chart.rows.size()) * font * 44 / 10;
  const KeyShape key =
      key_shape({"the median", kIntervalKey[0], kIntervalKey[1]}, canvas, layout.plot_width());
  layout.key_columns = key.columns;
  layout.key_top = bottom + font * 56 / 10;
  layout.height = layout.key_top + key.rows * font * 16 / 10 + font / 2;
  const IntervalRange range = range_of_rows(chart);
  std::string script = frame_script(chart.title, "", canvas, layout);
  script += fmt::format(
      "set tmargin at screen {}\nset bmargin at screen {}\nset xrange [{}:{}]\nset yrange [{}:0]\n"
      "set border 1\nunset ytics\nset samples 2\nunset grid\nset grid xtics linecolor rgb '{}' "
      "linetype 1\nset xtics nomirror out {},{} textcolor rgb '{}'\nset xlabel {} textcolor rgb "
      "'{}'\nset arrow from 0,graph 0 to 0,graph 1 nohead back linewidth 1 linecolor rgb '{}'\n",
      layout.from_top(top), layout.from_top(bottom), range.first, range.last, chart.rows.size(),
      kGridInk, range.first, range.step, kInk, gnuplot_string(chart.value_label), kInk, kSoftInk);
  for (std::size_t row = 0; row < chart.rows.size(); ++row)
    script += row_script(chart.rows[row], row, range);
  script += fmt::format(
      "plot NaN with lines linewidth 4 linecolor rgb '{0}' title 'the median', NaN with lines "
      "linewidth 9 linecolor rgb '#56B4E9' title {1}, NaN with lines linewidth 2 linecolor rgb "
      "'{0}' title {2}",
      kInk, gnuplot_string(kIntervalKey[0]), gnuplot_string(kIntervalKey[1]));
  return {{{script, {}}}, ""};
}

}  // namespace faultline::reports
