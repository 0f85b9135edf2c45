// What storing and replicating cost beside what clients stored, in bytes a key and an update.
// Measured in sim/history/overhead.h (shared checkers.md, 6).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/overhead.csv: a row an engine. Cells whose names end in _milli are thousandths, cut; they
// are empty where there is nothing to divide by.
[[nodiscard]] std::string overhead_csv(const EngineResults& engines);

}  // namespace faultline::reports
