// Conflict pressure: how many updates of one key were concurrent, which says how much a conflict
// rule had to decide. Measured in sim/history/conflicts.h (shared checkers.md, 6).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/conflicts.csv: a row an engine, data type and width, which is the most updates of a key of
// which none had seen another; exact 0: at least as many.
[[nodiscard]] std::string conflicts_csv(const EngineResults& engines);

}  // namespace faultline::reports
