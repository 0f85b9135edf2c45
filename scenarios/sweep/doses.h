// Causes of which the scenarios of a sweep may have more or less: how far clocks are apart, how
// long a partition lasts. Scenarios that are alike but for one of them are a family, whose losses
// can be drawn against it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/plan.h"

namespace faultline::scenarios {

struct Dose {
  std::int64_t ns = 0;
  std::string family;  // equal for scenarios that are alike but for this cause
  friend bool operator==(const Dose&, const Dose&) = default;
};

// The largest offset, either way, that a fault gives to a clock; 0: none does.
[[nodiscard]] Dose clock_dose(const sim::Plan& plan);
// The longest partition; 0: there is none. No dose: one lasts until the end.
[[nodiscard]] std::optional<Dose> partition_dose(const sim::Plan& plan);

}  // namespace faultline::scenarios
