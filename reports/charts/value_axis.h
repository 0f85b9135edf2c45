// The upright axis of a chart over time: its range, its ticks with their units, and where a value
// lies on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/charts/time_chart.h"

namespace faultline::reports {

struct ValueAxis {
  std::string script;
  std::size_t longest_tick = 1;  // characters
  Scale scale = Scale::kCount;
  std::int64_t smallest = 0;  // what lies below is drawn there: a logarithm has no 0
  [[nodiscard]] double drawn(std::int64_t value) const;
};

// One axis a panel, the same for all that count the same: they can be compared.
[[nodiscard]] std::vector<ValueAxis> value_axes(const TimeChart& chart);

// A logarithmic axis of durations: powers of ten, the last tick first.
struct Decades {
  std::int64_t first = 1;
  std::int64_t last = 10;
  std::vector<std::int64_t> ticks;
};
// From the power of ten below the smallest value to the one above the largest; with more than four
// of them only every second one has a tick.
[[nodiscard]] Decades decades_of(std::int64_t smallest, std::int64_t largest);

}  // namespace faultline::reports
