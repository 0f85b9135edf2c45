// The units of writes whose keys are not simply one each: those that name elements of their first
// key, every kStep-th argument from the third on (members: 1, fields with a value each: 2;
// arguments that are left over name nothing), and those that write one key of several.
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

// The key that stands at `kPosition`; others are only read.
template <std::size_t kPosition>
[[nodiscard]] std::vector<Unit> key_unit(const Arguments& arguments) {
  return {{arguments[kPosition], std::nullopt}};
}

// The unit that the argument at `position` belongs to.
template <std::size_t kStep>
[[nodiscard]] constexpr std::uint32_t unit_at(std::size_t position) {
  return static_cast<std::uint32_t>((position - 2) / kStep);
}

}  // namespace faultline::engine
