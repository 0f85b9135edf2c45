#include "reports/charts/step_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "reports/charts/gnuplot.h"

namespace faultline::reports {

namespace {

constexpr std::array<const char*, 7> kColours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                 "#E69F00", "#56B4E9", "#000000"};
constexpr std::array<const char*, 4> kDashes = {"solid", "(18,5)", "(5,5)", "(12,5,3,5)"};
constexpr std::size_t kLabelRows = 4;

double seconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e9;
}

struct Extent {
  std::int64_t end_ns = 1;
  std::int64_t value_max = 0;
};

Extent extent_of(const StepChart& chart) {
  Extent extent;
  for (const StepLine& line : chart.lines) {
    for (const StepPoint& point : line.points) {
      extent.end_ns = std::max(extent.end_ns, point.at_ns);
      extent.value_max = std::max(extent.value_max, point.value);
    }
  }
  return extent;
}

// About five steps up to `largest`, each 1, 2 or 5 times a power of ten: keys are whole.
std::int64_t tick_step(std::int64_t largest) {
  std::int64_t power = 1;
  while (true) {
    for (const std::int64_t factor : {1, 2, 5}) {
      if (power * factor * 5 >= largest) return power * factor;
    }
    power *= 10;
  }
}

std::int64_t last_tick(std::int64_t largest) {
  const std::int64_t step = tick_step(largest);
  return (largest + step - 1) / step * step;
}

// Where the parts lie, in pixels: what stands around the plot decides how high the picture is, and
// the labels need to know how much of the plot a line of text takes.
struct Layout {
  int left, right, top, bottom, width, height;
  double label_row;  // a line of text as a share of the plot's height
};

Layout layout_of(const StepChart& chart, const Canvas& canvas, std::size_t title_lines) {
  const int font = canvas.font_size;
  const int digits = static_cast<int>(std::to_string(last_tick(extent_of(chart).value_max)).size());
  const bool is_narrow = canvas.width < 600;
  const int key_rows = is_narrow ? static_cast<int>(chart.lines.size()) : 1;
  Layout layout{};
  layout.left = font * (22 + 6 * digits) / 10;
  layout.right = 2 * font;
  layout.top = 3 * font + static_cast<int>(title_lines) * font * 14 / 10;
  layout.bottom = 6 * font + key_rows * font * 14 / 10;
  layout.width = canvas.width;
  layout.height = layout.top + canvas.plot_height + layout.bottom;
  layout.label_row = 1.35 * font / canvas.plot_height;
  return layout;
}

struct PlacedLabel {
  std::string text;
  double at = 0;  // seconds
  std::size_t row = 0;
  bool is_right_aligned = false;
};

// The first band of each name gets its label, in the first row where it has room; where four rows
// do not suffice, the label is left out: the bands stay.
std::vector<PlacedLabel> place_labels(const StepChart& chart, const Canvas& canvas,
                                      const Layout& layout, double end) {
  const double plot_width = layout.width - layout.left - layout.right;
  const double per_character = 0.6 * canvas.font_size * end / plot_width;
  std::array<double, kLabelRows> taken_until{};
  std::set<std::string> named;
  std::vector<PlacedLabel> labels;
  for (const TimeBand& band : chart.bands) {
    const double at = seconds(band.from_ns);
    if (at > end || band.label.empty() || !named.insert(band.label).second) continue;
    const double width = static_cast<double>(band.label.size() + 1) * per_character;
    const bool is_right_aligned = at + width > end;
    const double from = is_right_aligned ? at - width : at;
    const double to = is_right_aligned ? at : at + width;
    for (std::size_t row = 0; row < kLabelRows; ++row) {
      if (from < taken_until[row]) continue;
      taken_until[row] = to;
      labels.push_back({band.label, at, row, is_right_aligned});
      break;
    }
  }
  return labels;
}

void add_bands(const StepChart& chart, double end, std::string& script) {
  for (const TimeBand& band : chart.bands) {
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
          "'#555555' dashtype (4,4)\n",
          from);
    }
  }
}

std::vector<std::string> title_lines(const StepChart& chart, const Canvas& canvas) {
  return wrapped(chart.title,
                 static_cast<std::size_t>(canvas.width * 100 / (canvas.font_size * 58)));
}

// A line of text above the plot, `from_top` pixels below the picture's upper edge.
std::string heading(const std::string& text, double from_top, const Layout& layout,
                    const std::string& style) {
  return fmt::format("set label {} at screen {},screen {} left noenhanced {}\n", quoted(text),
                     8.0 / layout.width, 1 - from_top / layout.height, style);
}

// The title and the unit of the values stand upright above the plot, from its left edge on.
void add_headings(const StepChart& chart, const Canvas& canvas, const Layout& layout,
                  std::string& script) {
  const double font = canvas.font_size;
  double from_top = 1.2 * font;
  for (const std::string& line : title_lines(chart, canvas)) {
    script += heading(line, from_top, layout, fmt::format("font ',{}'", font + 1));
    from_top += 1.4 * font;
  }
  script += heading(chart.value_label, layout.top - 0.9 * font, layout, "textcolor rgb '#444444'");
}

void add_frame(const StepChart& chart, const Canvas& canvas, const Layout& layout,
               std::string& script) {
  const double width = layout.width;
  const double height = layout.height;
  script += fmt::format(
      "set terminal svg size {},{} dynamic noenhanced font 'Helvetica,Arial,sans-serif,{}' "
      "background rgb 'white'\n"
      "set encoding utf8\n"
      "set lmargin at screen {}\nset rmargin at screen {}\n"
      "set tmargin at screen {}\nset bmargin at screen {}\n"
      "set border 3 linecolor rgb '#222222'\n"
      "set grid ytics linecolor rgb '#dddddd' linetype 1\n"
      "set xlabel 'time since the start (s)'\n"
      "set key at screen {},screen {} left top {} Left reverse samplen 3.5 noenhanced\n",
      layout.width, layout.height, canvas.font_size, layout.left / width, 1 - layout.right / width,
      1 - layout.top / height, layout.bottom / height, layout.left / width,
      (layout.bottom - 5.4 * canvas.font_size) / height,
      layout.width < 600 ? "vertical maxcols 1" : "horizontal");
  add_headings(chart, canvas, layout, script);
}

void add_labels(const std::vector<PlacedLabel>& labels, const Layout& layout, std::string& script) {
  for (const PlacedLabel& label : labels) {
    script += fmt::format(
        "set label {} at {},graph {} {} offset character {},0 front noenhanced\n",
        quoted(label.text), label.at, 1 - layout.label_row * (0.6 + static_cast<double>(label.row)),
        label.is_right_aligned ? "right" : "left", label.is_right_aligned ? -0.4 : 0.4);
  }
}

void add_plot(const StepChart& chart, std::string& script) {
  for (std::size_t index = 0; index < chart.lines.size(); ++index) {
    script += index == 0 ? "plot " : ", ";
    script += fmt::format(
        "'-' using 1:2 with steps linewidth {} linecolor rgb '{}' dashtype {} "
        "title {}",
        index == 0 ? 3 : 2.5, kColours[index % kColours.size()], kDashes[index % kDashes.size()],
        quoted(chart.lines[index].name));
  }
  script += "\n";
}

}  // namespace

std::string step_chart_script(const StepChart& chart, const Canvas& canvas) {
  const Extent extent = extent_of(chart);
  const double end = seconds(extent.end_ns);
  const Layout layout = layout_of(chart, canvas, title_lines(chart, canvas).size());
  const std::vector<PlacedLabel> labels = place_labels(chart, canvas, layout, end);
  std::size_t label_rows = 0;
  for (const PlacedLabel& label : labels) label_rows = std::max(label_rows, label.row + 1);

  // Room for the labels above, and a little below zero: a line at 0 is then not on the axis.
  const double headroom = 0.05 + layout.label_row * static_cast<double>(label_rows);
  const auto largest = static_cast<double>(std::max<std::int64_t>(extent.value_max, 1));
  const double top = largest / (1 - headroom);

  std::string script;
  add_frame(chart, canvas, layout, script);
  // Ticks end where the values end: the room above belongs to the labels.
  script += fmt::format(
      "set xrange [0:{}]\nset yrange [{}:{}]\n"
      "set xtics nomirror out\nset ytics nomirror out 0,{},{}\n",
      end, -0.02 * top, top, tick_step(extent.value_max), last_tick(extent.value_max));
  add_bands(chart, end, script);
  add_labels(labels, layout, script);
  add_plot(chart, script);
  return script;
}

std::string draw_step_chart(const StepChart& chart, const Canvas& canvas, const std::string& path,
                            const std::string& gnuplot) {
  PlotJob job{step_chart_script(chart, canvas), {}, path};
  for (const StepLine& line : chart.lines) {
    PlotPoints points;
    for (const StepPoint& point : line.points) {
      points.emplace_back(seconds(point.at_ns), static_cast<double>(point.value));
    }
    job.data.push_back(std::move(points));
  }
  return run_gnuplot(job, gnuplot);
}

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::istringstream words(text);
  std::vector<std::string> lines;
  std::string word;
  while (words >> word) {
    if (!lines.empty() && lines.back().size() + 1 + word.size() <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

}  // namespace faultline::reports
