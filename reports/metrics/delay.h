// How late the copies that arrived in another data center did: `staleness_ns` of result.json as a
// series, and the directions of a chart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/delay.csv: for each engine and direction a row a share of the copies that arrived (50, 95,
// 99 and 100 %) and the time within which they did.
[[nodiscard]] std::string delay_csv(const EngineResults& engines);

// The direction with the longest p99, and its quantiles; none: no copy arrived anywhere.
struct SlowestDirection {
  std::string from_to;  // "us-east->eu-west"
  sim::Quantiles delay_ns;
};
[[nodiscard]] std::optional<SlowestDirection> slowest_direction(const sim::EngineResult& engine);

// At most `limit` directions, by name: the slowest of each engine, then those with the longest p99
// under any.
[[nodiscard]] std::vector<std::string> slowest_directions(const EngineResults& engines,
                                                          std::size_t limit);

}  // namespace faultline::reports
