// A scenario file that a command was given by name.
// What is wrong with it, and what is odd about it, is told on stderr, a line each.
#pragma once

#include <optional>
#include <string>

#include "scenarios/program.h"
#include "sim/plan.h"

namespace faultline::scenarios {

// None: it has errors.
[[nodiscard]] std::optional<sim::Plan> load_plan(const std::string& file, Console& console);

}  // namespace faultline::scenarios
