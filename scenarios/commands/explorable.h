// Whether every order of a scenario can be looked at, and if not, why, at its place in the file:
// only short scripts, one cut between whole data centers, one crash of one, and what one replica a
// data center can mean (sim/search/lone_replicas.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/loader/input_error.h"
#include "sim/plan.h"

namespace faultline::scenarios {

inline constexpr std::size_t kMostExploredCommands = 12;
// All of them are kept in memory.
inline constexpr std::uint64_t kMostExploredStates = 100'000'000;

// `engines`: those that are to be explored.
[[nodiscard]] std::vector<InputError> why_not_explorable(
    const std::string& file, const sim::Plan& plan, const std::vector<sim::EnginePlan>& engines);

}  // namespace faultline::scenarios
