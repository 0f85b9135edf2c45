// The units of a write that names elements of its first key: every kStep-th argument from the third
// on (members: 1, fields with a value each: 2). Arguments that are left over name nothing.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/commands/command.h"

namespace faultline::engine {

template <std::size_t kStep>
[[nodiscard]] std::vector<Unit> element_units(const Arguments& arguments) {
  std::vector<Unit> units;
  for (std::size_t i = 2; i + kStep <= arguments.size(); i += kStep)
    units.push_back({arguments[1], arguments[i]});
  return units;
}

// The unit that the argument at `position` belongs to.
template <std::size_t kStep>
[[nodiscard]] constexpr std::uint32_t unit_at(std::size_t position) {
  return static_cast<std::uint32_t>((position - 2) / kStep);
}

}  // namespace faultline::engine
