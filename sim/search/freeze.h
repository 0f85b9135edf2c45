// A run frozen into literal commands at absolute times, as its clients asked for them. The seed
// stays, and with it the weather, which is drawn by counters and not by what is asked.
#pragma once

#include "sim/history/history.h"
#include "sim/plan.h"

namespace faultline::sim {

// What clients asked for in that run, with the machine that each turned to.
[[nodiscard]] Script script_of(const History& history);

// The run of this plan as one of `engine` alone. Nothing of what is expected of the other stays.
[[nodiscard]] Plan frozen(const Plan& plan, const std::string& engine, const History& history);

}  // namespace faultline::sim
