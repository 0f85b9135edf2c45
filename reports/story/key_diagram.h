// The space-time diagram of some operations on one key, from the history of a run: a line a
// replica, an event wherever one ran, came, was lost or never came, and the faults of that time.
#pragma once

#include <map>
#include <string>

#include "reports/story/key_at_end.h"
#include "reports/story/space_time.h"

namespace faultline::reports {

// `operations`: those to draw, and whether something of each was lost. Of more than three replicas
// those of one data center to which the same happened within 20 ms share a line.
[[nodiscard]] SpaceTime key_diagram(const KeyAtEnd& at, std::string title,
                                    const std::map<sim::OperationIndex, bool>& operations);

}  // namespace faultline::reports
