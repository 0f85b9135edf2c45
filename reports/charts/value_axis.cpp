#include "reports/charts/value_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

Range range_of(const std::vector<const TimePanel*>& panels) {
  Range range;
  for (const TimePanel* panel : panels) {
    for (const TimeLine& line : panel->lines) {
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

// Ticks with their units from 0 on, `step` apart.
template <class Text>
ValueAxis linear_axis(std::int64_t largest, std::int64_t step, Scale scale, const Text& text) {
  const std::int64_t last = (std::max<std::int64_t>(largest, 1) + step - 1) / step * step;
  ValueAxis axis{"", 1, scale, 0};
  std::vector<std::string> ticks;
  for (std::int64_t tick = 0; tick <= last; tick += step) {
    const std::string name = text(tick);
    axis.longest_tick = std::max(axis.longest_tick, name.size());
    ticks.push_back(fmt::format("{} {}", gnuplot_string(name), tick));
  }
  axis.script = fmt::format("set yrange [{}:{}]\nset ytics nomirror out ({}) textcolor rgb '{}'\n",
                            -0.02 * static_cast<double>(last), last, fmt::join(ticks, ", "), kInk);
  return axis;
}

// Whole units, of the largest of which there are at least five; all ticks have the same.
ValueAxis bytes_axis(const Range& range) {
  static constexpr std::array<const char*, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t name = 0;
  std::int64_t unit = 1;
  for (; name + 1 < kUnits.size() && range.largest / unit >= 5 * 1024; ++name) unit *= 1024;
  const std::int64_t step = tick_step((range.largest + unit - 1) / unit) * unit;
  return linear_axis(range.largest, step, Scale::kBytes, [&](std::int64_t bytes) {
    return grouped(static_cast<std::uint64_t>(bytes / unit)) + " " + kUnits[name];
  });
}

ValueAxis duration_axis(const Range& range) {
  const Decades decades = decades_of(range.smallest, range.largest);
  std::vector<std::string> ticks;
  ValueAxis axis{"", 1, Scale::kDuration, decades.first};
  for (const std::int64_t tick : decades.ticks) {
    const std::string text = duration_text(tick);
    axis.longest_tick = std::max(axis.longest_tick, text.size());
    ticks.push_back(fmt::format("{} {}", gnuplot_string(text), tick));
  }
  axis.script = fmt::format(
      "set logscale y\nset yrange [{}:{}]\nset ytics nomirror out ({}) textcolor rgb '{}'\n",
      0.9 * static_cast<double>(decades.first), decades.last, fmt::join(ticks, ", "), kInk);
  return axis;
}

ValueAxis axis_of(const Range& range, Scale scale) {
  switch (scale) {
    case Scale::kCount:
      return count_axis(range);
    case Scale::kShare:
      return share_axis();
    case Scale::kLinearDuration:
      return linear_axis(range.largest, tick_step(range.largest), scale, duration_text);
    case Scale::kBytes:
      return bytes_axis(range);
    case Scale::kDuration:
      break;
  }
  return duration_axis(range);
}

}  // namespace

Decades decades_of(std::int64_t smallest, std::int64_t largest) {
  Decades decades;
  while (decades.first <= smallest / 10 && decades.first <= largest / 10) decades.first *= 10;
  decades.last = decades.first * 10;
  std::size_t count = 1;
  for (; decades.last < largest && decades.last <= kLargest / 10; decades.last *= 10) ++count;
  const std::size_t stride = count > 4 ? 2 : 1;
  std::int64_t tick = decades.last;
  for (std::size_t decade = 0; decade <= count; ++decade, tick /= 10)
    if (decade % stride == 0) decades.ticks.push_back(tick);
  return decades;
}

double ValueAxis::drawn(std::int64_t value) const {
  if (scale == Scale::kShare) return static_cast<double>(value) / 1e4;
  return static_cast<double>(std::max(value, smallest));
}

std::vector<ValueAxis> value_axes(const TimeChart& chart) {
  std::vector<const TimePanel*> alike;
  for (const TimePanel& panel : chart.panels)
    if (!panel.own_scale) alike.push_back(&panel);
  const ValueAxis shared = axis_of(range_of(alike), chart.scale);
  std::vector<ValueAxis> axes;
  for (const TimePanel& panel : chart.panels)
    axes.push_back(panel.own_scale ? axis_of(range_of({&panel}), *panel.own_scale) : shared);
  return axes;
}

}  // namespace faultline::reports
