#include "reports/charts/value_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "reports/metrics/numbers.h"

namespace faultline::reports {

namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

struct Range {
  std::int64_t smallest = kLargest;  // above 0
  std::int64_t largest = 0;
};

Range range_of(const TimeChart& chart) {
  Range range;
  for (const TimePanel& panel : chart.panels) {
    for (const TimeLine& line : panel.lines) {
      for (const TimePoint& point : line.points) {
        const std::int64_t value = point.value.value_or(0);
        range.largest = std::max(range.largest, value);
        if (value > 0) range.smallest = std::min(range.smallest, value);
      }
    }
  }
  return range;
}

// A little room below zero: a line at 0 is then not on the axis.
ValueAxis count_axis(const Range& range) {
  const std::int64_t last = last_tick(std::max<std::int64_t>(range.largest, 1));
  return {fmt::format("set yrange [{}:{}]\nset ytics nomirror out 0,{},{} textcolor rgb '{}'\n",
                      -0.02 * static_cast<double>(last), last,
                      tick_step(std::max<std::int64_t>(range.largest, 1)), last, kInk),
          std::to_string(last).size(), Scale::kCount, 0};
}

ValueAxis share_axis() {
  return {fmt::format("set yrange [-3:103]\nset ytics nomirror out ('0 %%' 0, '50 %%' 50, "
                      "'100 %%' 100) textcolor rgb '{}'\n",
                      kInk),
          5, Scale::kShare, 0};
}

// From the power of ten below the smallest value to the one above the largest; with more than four
// of them only every second one has a tick.
ValueAxis duration_axis(const Range& range) {
  std::int64_t first = 1;
  while (first <= range.smallest / 10 && first <= range.largest / 10) first *= 10;
  std::int64_t last = first * 10;
  std::size_t decades = 1;
  for (; last < range.largest && last <= kLargest / 10; last *= 10) ++decades;
  const std::size_t stride = decades > 4 ? 2 : 1;
  std::vector<std::string> ticks;
  ValueAxis axis{"", 1, Scale::kDuration, first};
  std::int64_t tick = last;
  for (std::size_t decade = 0; decade <= decades; ++decade, tick /= 10) {
    if (decade % stride != 0) continue;
    const std::string text = duration_text(tick);
    axis.longest_tick = std::max(axis.longest_tick, text.size());
    ticks.push_back(fmt::format("{} {}", gnuplot_string(text), tick));
  }
  axis.script = fmt::format(
      "set logscale y\nset yrange [{}:{}]\nset ytics nomirror out ({}) textcolor rgb '{}'\n",
      0.9 * static_cast<double>(first), last, fmt::join(ticks, ", "), kInk);
  return axis;
}

}  // namespace

double ValueAxis::drawn(std::int64_t value) const {
  if (scale == Scale::kShare) return static_cast<double>(value) / 1e4;
  return static_cast<double>(std::max(value, smallest));
}

ValueAxis value_axis(const TimeChart& chart) {
  const Range range = range_of(chart);
  switch (chart.scale) {
    case Scale::kCount:
      return count_axis(range);
    case Scale::kShare:
      return share_axis();
    case Scale::kDuration:
      break;
  }
  return duration_axis(range);
}

}  // namespace faultline::reports
