// How stale reads are (shared checkers.md, 6): the updates of a key that were acknowledged before a
// read of it was asked and that its replica had not applied when it ran; how many, how old the
// oldest; and how the chance not to see the last of them falls with the time since its answer
// (Bailis et al. 2012, probabilistically bounded staleness). A read counts once for each key that
// it names.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Fills in read_staleness and reads_by_age, from a closed history.
void measure_read_staleness(const History& history, EngineResult& result);

}  // namespace faultline::sim
