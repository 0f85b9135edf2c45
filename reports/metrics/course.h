// Milestones of each engine's run, by which `faultline replay` finds where another run left its
// course (sim/kernel/course.h).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/course.csv: a row a milestone; `what` is the rest of the line.
[[nodiscard]] std::string course_csv(const EngineResults& engines);

}  // namespace faultline::reports
