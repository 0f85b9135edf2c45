// A chart over time: one panel below the other, staircases in each (a line keeps its value until
// its next point), and the faults as shaded bands behind all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/charts/canvas.h"
#include "reports/charts/gnuplot.h"

namespace faultline::reports {

struct TimePoint {
  std::int64_t at_ns = 0;
  std::optional<std::int64_t> value;  // none: the line has a gap from here on
};
struct TimeLine {
  std::string name;  // lines of one name have one style; the key names it once
  std::size_t style = 0;
  bool is_thin = false;
  std::vector<TimePoint> points;  // in the order of time
};
struct TimeBand {
  std::string label;
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;  // equal to from_ns: one moment, drawn as a line
};
// Counts from 0 on; shares in parts per million, shown as 0 to 100 %; durations in nanoseconds on a
// logarithmic axis; the same and bytes from 0 on. Ticks have units.
enum class Scale { kCount, kShare, kDuration, kLinearDuration, kBytes };
struct TimePanel {
  std::string name;  // empty where there is one panel only
  std::vector<TimeLine> lines;
  // It counts something else than the others and has an axis of its own.
  std::optional<Scale> own_scale{};
};
struct TimeChart {
  std::string title;  // says what the chart shows, not what its axes are
  std::string value_label;
  Scale scale = Scale::kCount;
  std::string time_label = "time since the start";
  std::vector<TimePanel> panels;
  std::vector<TimeBand> bands;
};

// The gnuplot script that draws it as SVG, and its data; one '-' a line.
[[nodiscard]] PlotJob plot_job(const TimeChart& chart, const Canvas& canvas);

}  // namespace faultline::reports
