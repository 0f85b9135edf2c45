// A space-time diagram as text: one column a replica, the clients at the left, time goes down;
// within 80 columns for up to three replicas.
#pragma once

#include <string>

#include "reports/story/space_time.h"

namespace faultline::reports {

[[nodiscard]] std::string space_time_text(const SpaceTime& diagram);

}  // namespace faultline::reports
