// Replication lag: how long after its client's answer an update became visible in another data
// center, and which copies never did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/lag.csv: a row a window, engine and direction. The quantiles are of the copies that
// arrived, and empty where none did.
[[nodiscard]] std::string lag_csv(const EngineResults& engines);

// Whether so many copies arrived that this percentage of all has a time: p99 has none once more
// than one in a hundred is missing.
[[nodiscard]] bool reached(const sim::LagWindow& window, std::uint64_t percent);

// The direction in which most copies never arrived; where none is missing, the one of the slowest
// copy.
struct WorstDirection {
  std::string from_to;  // "us-east->eu-west"
  std::uint64_t missing = 0;
  std::int64_t max_ns = 0;
};
[[nodiscard]] std::optional<WorstDirection> worst_direction(const sim::EngineResult& engine);
// Over all directions.
[[nodiscard]] std::int64_t slowest_copy(const sim::EngineResult& engine);
[[nodiscard]] std::uint64_t copies_missing(const sim::EngineResult& engine);

}  // namespace faultline::reports
