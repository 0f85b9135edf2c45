// How far the machines' wall clocks were off, window of time by window of time: worked out from
// what faults did to the clocks, not sampled, so that a jump within a window is seen. True time is
// the run's own.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Fills in `clock_windows` up to the end of the run (virtual_ns), by data center; a window in which
// all of its clocks were right is left out.
void measure_clocks(const History& history, engine::Duration width, EngineResult& result);

}  // namespace faultline::sim
