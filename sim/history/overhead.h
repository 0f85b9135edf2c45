// What keys cost beside their values (shared checkers.md, 6), at the end of the run, at the
// replicas of the core: bytes that clients stored, keys' names with them, and what replicas keep
// besides.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

[[nodiscard]] Overhead overhead(const History& history);

}  // namespace faultline::sim
