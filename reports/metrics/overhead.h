// What storing and replicating cost beside what clients stored (sim/history/overhead.h).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/overhead.csv: a row an engine. Cells whose names end in _milli are thousandths, cut; they
// are empty where there is nothing to divide by.
[[nodiscard]] std::string overhead_csv(const EngineResults& engines);

}  // namespace faultline::reports
