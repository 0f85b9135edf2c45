// What wrong clocks decided (sim/history/clock_decisions.h).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/clocks.csv: a row an engine with a ledger.
[[nodiscard]] std::string clocks_csv(const EngineResults& engines);

}  // namespace faultline::reports
