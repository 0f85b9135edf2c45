// The pictures of a run's worst findings: the space-time diagram of what each one's example lost
// and to whom. Drawn while the history of the run is still there (sim::RunOptions::closed).
#pragma once

#include <map>
#include <string>

#include "reports/report.h"
#include "sim/history/history.h"

namespace faultline::reports {

// By finding id, of at most so many findings of the engine.
[[nodiscard]] std::map<std::string, FindingDiagram> finding_diagrams(
    const sim::History& history, const sim::EngineResult& engine, std::size_t most = 3);

}  // namespace faultline::reports
