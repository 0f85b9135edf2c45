// A swarm (Groce et al., Swarm Testing, ISSTA 2012): which kinds of faults are on, how often, when,
// where and how hard is itself drawn from the seed. It is a kind of the table for whoever writes
// scenarios, and is replaced by what it draws before a run.
#pragma once

#include <span>
#include <vector>

#include "sim/load.h"
#include "sim/plan.h"

namespace faultline::sim {

// Puts drawn faults in the place of every swarm of the plan, and their marks among the expected
// ones. Drawn are kinds that all engines of the plan can answer. Recoverable by construction: every
// fault ends, and disks lose what was synced in one data center only.
void draw_swarms(Plan& plan);

// When two data centers write to the same key shortly after each other: the later write of each
// such pair, in order. A fault that begins just before meets concurrent writers.
[[nodiscard]] std::vector<engine::Instant> contested_writes(const Load& load);

}  // namespace faultline::sim
