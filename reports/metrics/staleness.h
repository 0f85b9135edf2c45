// How stale reads were: by how many acknowledged writes, and by how long. Measured in
// sim/history/read_staleness.h (shared checkers.md, 6; Bailis et al., PBS, VLDB 2012).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/staleness.csv: a row an engine and data center of clients. Quantiles of all reads, of how
// many acknowledged updates of the key they did not see, and how old the oldest of these was.
[[nodiscard]] std::string staleness_csv(const EngineResults& engines);
// series/pbs.csv: how many reads did not see the last acknowledged update, by its age: from from_ns
// to double that, the first to 1 ms.
[[nodiscard]] std::string pbs_csv(const EngineResults& engines);

}  // namespace faultline::reports
