// The faults of a diagram: what was done to the network and to machines other than the replicas'
// own while something was on its way. What hit a replica's process is told at its line.
#pragma once

#include <vector>

#include "reports/story/key_at_end.h"
#include "reports/story/space_time.h"

namespace faultline::reports {

// Those in force between the two times, in the order in which they began. What came and went many
// times is one band.
[[nodiscard]] std::vector<SpaceTime::Band> fault_bands(const KeyAtEnd& at, std::int64_t from_ns,
                                                       std::int64_t to_ns);

}  // namespace faultline::reports
