// How many copies of acknowledged updates replicas still lacked, over time: an update is missing at
// each other replica of its key from its client's answer on until it comes there for the first time
// (shared checkers.md, 6). One sweep over all of these times, sorted.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Fills in `missing` up to the end of the run (virtual_ns), from a closed history. Unlike in
// `lag` replicas of the same data center count, too: "A->A".
void measure_missing(const History& history, engine::Duration width, EngineResult& result);

}  // namespace faultline::sim
