// The charts of several scenarios that differ in nothing but how far clocks are off, or how long a
// partition lasts: losses against that. Drawn where each has enough seeds (sweep_charts.h).
#pragma once

#include <vector>

#include "scenarios/sweep/seeds_folder.h"
#include "scenarios/sweep/sweep_charts.h"

namespace faultline::scenarios {

// SCENARIO-losses-by-clock-offset and SCENARIO-losses-by-partition, named after the first of their
// scenarios.
[[nodiscard]] std::vector<SweepChart> dose_charts(const SeedsFolder& folder);

}  // namespace faultline::scenarios
