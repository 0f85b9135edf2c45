// Copies of acknowledged updates that replicas still lacked, over time: what is lost where no more
// arrives. Measured in sim/history/missing_copies.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/missing.csv: a row a window in which anything is missing, engine and direction; the
// direction "all" is their sum.
[[nodiscard]] std::string missing_csv(const EngineResults& engines);

// The window in which most copies are missing at one time, in all directions together; none: at no
// time any.
[[nodiscard]] std::optional<sim::MissingWindow> most_missing(const sim::EngineResult& engine);
// When the run is over.
[[nodiscard]] std::uint64_t missing_at_end(const sim::EngineResult& engine,
                                           const sim::RunResult& run);

// At most `limit` directions, those with the highest peaks under any engine, by name.
[[nodiscard]] std::vector<std::string> directions_shown(const EngineResults& engines,
                                                        std::size_t limit);

}  // namespace faultline::reports
