// What replication took over time: bytes sent between machines, and what replicas kept besides
// values. Measured in sim/costs.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/wire.csv: a row a window and engine.
[[nodiscard]] std::string wire_csv(const EngineResults& engines);
// series/metadata.csv: the same; the most at one time, empty where nobody told.
[[nodiscard]] std::string metadata_csv(const EngineResults& engines);

// From time 0 on: what machines sent to greet each other does not count.
[[nodiscard]] std::uint64_t bytes_sent(const sim::EngineResult& engine);
// The window with the most bytes sent, and the one with the most bytes kept; none: no bytes.
[[nodiscard]] std::optional<sim::CostWindow> busiest(const sim::EngineResult& engine);
[[nodiscard]] std::optional<sim::CostWindow> fullest(const sim::EngineResult& engine);
[[nodiscard]] std::uint64_t most_tombstones(const sim::EngineResult& engine);

}  // namespace faultline::reports
