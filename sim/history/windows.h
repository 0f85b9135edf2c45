// What clients met and how late updates became visible elsewhere, window of time by window of time:
// the numbers behind the charts over time (checkers.md, section 6). Computed from a closed history,
// never during the run. An operation belongs to the window in which it was asked, an update to the
// one in which its client had the answer.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// About a hundredth of the run: the next larger 1, 2 or 5 times a power of ten nanoseconds, so that
// windows begin at times that people can read.
[[nodiscard]] engine::Duration window_width(engine::Duration run);

// Fills in `service`, by the data center of the client.
void measure_service(const History& history, engine::Duration width, EngineResult& result);
// Fills in `lag`. A copy counts for each replica of the other data center, as in staleness_ns.
void measure_lag(const History& history, engine::Duration width, EngineResult& result);

}  // namespace faultline::sim
