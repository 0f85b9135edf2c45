// The upright axis of a chart over time: its range, its ticks with their units, and where a value
// lies on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "reports/charts/time_chart.h"

namespace faultline::reports {

struct ValueAxis {
  std::string script;
  std::size_t longest_tick = 1;  // characters
  Scale scale = Scale::kCount;
  std::int64_t smallest = 0;  // what lies below is drawn there: a logarithm has no 0
  [[nodiscard]] double drawn(std::int64_t value) const;
};

// One axis for all panels: they can be compared.
[[nodiscard]] ValueAxis value_axis(const TimeChart& chart);

}  // namespace faultline::reports
