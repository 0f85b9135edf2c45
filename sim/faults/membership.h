// What faults that add and remove machines need of an engine: one that can give up and take in a
// whole data center need not be able to spread one data center's keys over other machines.
#pragma once

#include <algorithm>
#include <string_view>

#include "engine/ports/parameter.h"

namespace faultline::sim {

// FaultKind::needs_for of faults with "hosts".
[[nodiscard]] inline std::string_view membership_of(const engine::ParameterValues& values) {
  const auto& names = engine::get<engine::Names>(values, "hosts");
  const bool whole = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name.find('/') == std::string::npos;
  });
  return whole ? "membership of data centers" : "membership";
}

}  // namespace faultline::sim
