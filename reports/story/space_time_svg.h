// Space-time diagrams as one SVG file, below each other: replicas as lines, time goes down, a dot
// where an operation ran, slanted arrows for its copies, a cross for one that never came, faults
// shaded. It needs nothing else and has colours for light and for dark pages.
#pragma once

#include <string>
#include <vector>

#include "reports/story/space_time.h"

namespace faultline::reports {

[[nodiscard]] std::string space_time_svg(const std::vector<SpaceTime>& diagrams);

}  // namespace faultline::reports
