// Conflict pressure (shared checkers.md, 6): which updates of a key were concurrent, neither having
// seen the other, directly or through others, and how many at once at most (the worst number of
// siblings). By the harness's own record of what each home held, at any outcome of the command; an
// eviction or the deletion of an expired key is nobody's update.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Of a closed history: in the order of type, width and exact.
[[nodiscard]] std::vector<ConflictPressure> conflict_pressure(const History& history);

}  // namespace faultline::sim
