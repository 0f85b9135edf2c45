// The charts of a sweep: for each scenario how soon replicas agreed, over all seeds, how many seeds
// lost something and who lost more under the same seed; for scenarios that differ in nothing but
// how far clocks are off, or how long a partition lasts, the losses against that. Drawn from twenty
// seeds on: fewer are no distribution.
#pragma once

#include <string>

#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/seeds_folder.h"

namespace faultline::scenarios {

inline constexpr std::uint64_t kSeedsForCharts = 20;

// DIR/charts/SCENARIO-agreement.svg, SCENARIO-losses.svg and SCENARIO-differences.svg;
// SCENARIO-losses-by-clock-offset.svg and -by-partition.svg are named after the first of their
// scenarios. Empty on success, else a message for
// the user: the first chart that could not be drawn.
[[nodiscard]] std::string draw_sweep(const SeedsFolder& folder);

}  // namespace faultline::scenarios
