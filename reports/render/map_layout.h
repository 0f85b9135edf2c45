// Where data centers stand on the page's map: near each other if messages between them take little
// time. Positions are for the eye alone; no other document depends on them.
#pragma once

#include <string>
#include <vector>

#include "sim/plan.h"

namespace faultline::reports {

struct MapPoint {
  std::string datacenter;
  int x = 0;
  int y = 0;
};
// Of a map that is 1,000 wide and 600 high, with room for names at its edges.
inline constexpr int kMapWidth = 1000;
inline constexpr int kMapHeight = 600;

// In the order of the plan.
[[nodiscard]] std::vector<MapPoint> map_layout(const sim::TopologyPlan& topology);

}  // namespace faultline::reports
