// The charts of a sweep: for each scenario how soon replicas agreed, over all seeds, and how many
// seeds lost something. Drawn from twenty seeds on: fewer are no distribution.
#pragma once

#include <string>

#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/seeds_folder.h"

namespace faultline::scenarios {

inline constexpr std::uint64_t kSeedsForCharts = 20;

// DIR/charts/SCENARIO-agreement.svg and SCENARIO-losses.svg. Empty on success, else a message for
// the user: the first chart that could not be drawn.
[[nodiscard]] std::string draw_sweep(const SeedsFolder& folder);

}  // namespace faultline::scenarios
