// The charts of one scenario's seeds: how soon replicas agreed, how many seeds lost something and
// who lost more under the same seed. Drawn from twenty seeds on: fewer are no distribution.
#pragma once

#include <string>
#include <vector>

#include "reports/charts/chart.h"
#include "scenarios/sweep/distribution.h"

namespace faultline::scenarios {

inline constexpr std::uint64_t kSeedsForCharts = 20;

struct SweepChart {
  std::string name;     // of its files
  std::string heading;  // the question that it answers
  std::string caption;  // what its lines are
  std::string csv;      // its data, integers
  reports::Chart chart;
};

// SCENARIO-agreement, SCENARIO-losses and SCENARIO-differences; none of too few seeds.
[[nodiscard]] std::vector<SweepChart> scenario_charts(const std::string& scenario,
                                                      const Distribution& all);

}  // namespace faultline::scenarios
