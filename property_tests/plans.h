// Plans for whole-system tests, loaded from scenario text like any other, so that what a test runs
// is what a user could write.
#pragma once

#include <cstdint>
#include <string>

#include "sim/plan.h"

namespace faultline::tests {

// Loads scenario text that must be right.
[[nodiscard]] sim::Plan plan_of(const std::string& scenario);

// Three data centers, all engines, a mixed load of 6 s, and no fault.
[[nodiscard]] sim::Plan mixed_plan(std::uint64_t seed);

// The same with crashes, cuts, pauses and clock errors on top of each other.
[[nodiscard]] sim::Plan stormy_plan(std::uint64_t seed);

}  // namespace faultline::tests
