// What wrong clocks decided: conflicts whose winner was the earlier write in true time, and how far
// clocks were off. Measured in sim/history/clock_decisions.h (shared checkers.md, 6).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/clocks.csv: a row an engine with a ledger.
[[nodiscard]] std::string clocks_csv(const EngineResults& engines);

}  // namespace faultline::reports
