// What clocks decided (shared checkers.md, 6): conflicts in which stamps were compared, and in
// which of them the loser was the later one in true time; and how far the clocks were off by which
// commands ran.
#pragma once

#include "sim/history/ledger.h"
#include "sim/run_result.h"

namespace faultline::sim {

// `ledger`: all of it, losers with what they lost to.
[[nodiscard]] ClockDecisions clock_decisions(const History& history,
                                             const std::vector<LedgerEntry>& ledger);

}  // namespace faultline::sim
