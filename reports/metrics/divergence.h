// Divergence over time: how many keys differ between replicas, for each engine. Points come in the
// order of time; an engine keeps its last value until its next point.
#pragma once

#include <string>
#include <vector>

#include "reports/metrics/figures.h"
#include "sim/run_result.h"

namespace faultline::reports {

// series/divergence.csv: at_ns, then one column an engine, a row each time that one of them
// changes. A cell is empty before the engine's first point.
[[nodiscard]] std::string divergence_csv(const EngineResults& engines);

// The same staircase with fewer points: equal neighbours dropped, and above `limit` only the
// largest point of each stretch of time, so that no peak gets lost.
[[nodiscard]] std::vector<sim::DivergencePoint> thinned(
    const std::vector<sim::DivergencePoint>& points, std::size_t limit);

}  // namespace faultline::reports
