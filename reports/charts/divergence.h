// The chart of divergence: keys that differ between replicas, over time, one line an engine, with
// the faults as bands behind.
#pragma once

#include "reports/charts/step_chart.h"
#include "reports/metrics/figures.h"

namespace faultline::reports {

// Without lines if no engine has samples: then there is nothing to draw.
[[nodiscard]] StepChart divergence_chart(const ReportInput& input);

}  // namespace faultline::reports
