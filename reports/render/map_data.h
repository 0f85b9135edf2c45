// What the page's map plays, as JSON: data centers and where they stand, and for each engine how
// many keys differ between every two of them, frame by frame, as changes from one frame to the
// next.
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

// Safe within a script element. Empty where nothing was followed, or there is one data center.
[[nodiscard]] std::string map_data(const ReportInput& input);

}  // namespace faultline::reports
