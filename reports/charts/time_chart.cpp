#include "reports/charts/time_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "reports/charts/time_bands.h"
#include "reports/charts/value_axis.h"

namespace faultline::reports {

namespace {

constexpr std::array<const char*, 4> kDashes = {"solid", "(18,5)", "(5,5)", "(12,5,3,5)"};

std::int64_t end_of(const TimeChart& chart) {
  std::int64_t end = 1;
  for (const TimePanel& panel : chart.panels) {
    for (const TimeLine& line : panel.lines) {
      for (const TimePoint& point : line.points) end = std::max(end, point.at_ns);
    }
  }
  return end;
}

// The lines of the key: one of each name.
std::vector<const TimeLine*> key_lines(const TimeChart& chart) {
  std::vector<const TimeLine*> lines;
  for (const TimePanel& panel : chart.panels) {
    for (const TimeLine& line : panel.lines) {
      const bool named = std::any_of(lines.begin(), lines.end(), [&](const TimeLine* other) {
        return other->name == line.name;
      });
      if (!named) lines.push_back(&line);
    }
  }
  return lines;
}

std::vector<std::string> key_names(const TimeChart& chart) {
  std::vector<std::string> names;
  for (const TimeLine* line : key_lines(chart)) names.push_back(line->name);
  return names;
}

struct PanelPlace {
  int top = 0, bottom = 0;  // of the plot, from the picture's upper edge
};
struct TimeLayout : Layout {
  std::vector<PanelPlace> panels;
};

// The first panel has the names of the bands above it.
TimeLayout layout_of(const TimeChart& chart, const Canvas& canvas,
                     const std::vector<ValueAxis>& axes) {
  const int font = canvas.font_size;
  const std::size_t count = chart.panels.size();
  const int plot_height = count > 1 ? canvas.plot_height * 45 / 100 : canvas.plot_height;
  TimeLayout layout;
  layout.width = canvas.width;
  std::size_t longest_tick = 1;
  for (const ValueAxis& axis : axes) longest_tick = std::max(longest_tick, axis.longest_tick);
  layout.left = font * (22 + 6 * static_cast<int>(longest_tick)) / 10;
  layout.right = 2 * font;
  const double end = seconds(end_of(chart));
  const int label_rows =
      static_cast<int>(rows_of(place_labels(chart.bands, canvas, layout.plot_width(), end)));
  int at = below_headings(chart.title, chart.value_label, canvas);
  for (std::size_t index = 0; index < count; ++index) {
    if (!chart.panels[index].name.empty()) at += font * 20 / 10;
    at += index == 0 ? font * (4 + 14 * label_rows) / 10 : font * 2 / 10;
    layout.panels.push_back({at, at + plot_height});
    at += plot_height + font;
  }
  const KeyShape key = key_shape(key_names(chart), canvas, layout.plot_width());
  layout.key_columns = key.columns;
  layout.key_top = at + font * 42 / 10;
  layout.height = layout.key_top + key.rows * font * 16 / 10 + font / 2;
  return layout;
}

std::string style_of(const TimeLine& line) {
  return fmt::format("linewidth {} linecolor rgb '{}' dashtype {}", line.is_thin ? 1.2 : 2.6,
                     kLineColours[line.style % kLineColours.size()],
                     kDashes[line.style % kDashes.size()]);
}

std::string plot_script(const TimeChart& chart, std::size_t index) {
  std::vector<std::string> plots;
  for (const TimeLine& line : chart.panels[index].lines) {
    plots.push_back(fmt::format("'-' using 1:2 with steps {} notitle", style_of(line)));
  }
  // The key belongs to all panels and is drawn with the last.
  if (index + 1 == chart.panels.size()) {
    for (const TimeLine* line : key_lines(chart)) {
      plots.push_back(
          fmt::format("NaN with lines {} title {}", style_of(*line), gnuplot_string(line->name)));
    }
  }
  if (plots.empty()) plots.emplace_back("NaN notitle");
  return fmt::format("plot {}\n", fmt::join(plots, ", "));
}

std::string panel_script(const TimeChart& chart, std::size_t index, const Canvas& canvas,
                         const TimeLayout& layout) {
  const PanelPlace& place = layout.panels[index];
  const double end = seconds(end_of(chart));
  std::string script = fmt::format("set tmargin at screen {}\nset bmargin at screen {}\n",
                                   layout.from_top(place.top), layout.from_top(place.bottom));
  if (index > 0) script += "unset label\n";
  if (!chart.panels[index].name.empty()) {
    const int label_rows =
        static_cast<int>(rows_of(place_labels(chart.bands, canvas, layout.plot_width(), end)));
    const double above =
        index == 0 ? canvas.font_size * (13 + 14 * label_rows) / 10.0 : canvas.font_size * 1.3;
    script += heading(chart.panels[index].name, place.top - above, layout,
                      fmt::format("textcolor rgb '{}'", kInk));
  }
  if (index == 0)
    script +=
        labels_script(chart.bands, canvas, layout.plot_width(), end, place.bottom - place.top);
  const bool is_last = index + 1 == chart.panels.size();
  script += is_last ? fmt::format("set format x '%g'\nset xlabel {} textcolor rgb '{}'\n",
                                  gnuplot_string(chart.time_label + " (s)"), kInk)
                    : std::string("set format x ''\nunset xlabel\n");
  return script + plot_script(chart, index);
}

// gnuplot does not know how little room a phone has: 0.015 beside 0.02 would run together.
std::string time_step(const TimeChart& chart, const Canvas& canvas) {
  if (!canvas.is_narrow()) return {};
  return fmt::format(" {}", seconds(tick_step(end_of(chart))));
}

PlotPoints drawn_points(const TimeLine& line, const ValueAxis& axis) {
  PlotPoints points;
  for (const TimePoint& point : line.points) {
    points.emplace_back(seconds(point.at_ns), point.value
                                                  ? axis.drawn(*point.value)
                                                  : std::numeric_limits<double>::quiet_NaN());
  }
  return points;
}

}  // namespace

PlotJob plot_job(const TimeChart& chart, const Canvas& canvas) {
  const std::vector<ValueAxis> axes = value_axes(chart);
  const TimeLayout layout = layout_of(chart, canvas, axes);
  const double end = seconds(end_of(chart));
  std::string opening = frame_script(chart.title, chart.value_label, canvas, layout);
  opening +=
      fmt::format("set xrange [0:{}]\nset xtics nomirror out{} textcolor rgb '{}'\nset samples 2\n",
                  end, time_step(chart, canvas), kInk);
  opening += bands_script(chart.bands, end) + "set multiplot";
  PlotJob job;
  job.parts.push_back({std::move(opening), {}});
  for (std::size_t index = 0; index < chart.panels.size(); ++index) {
    PlotPart part{axes[index].script + panel_script(chart, index, canvas, layout), {}};
    for (const TimeLine& line : chart.panels[index].lines) {
      part.data.push_back(drawn_points(line, axes[index]));
    }
    job.parts.push_back(std::move(part));
  }
  job.parts.push_back({"unset multiplot", {}});
  return job;
}

}  // namespace faultline::reports
