// The strict reading of "relevant writes" (shared checkers.md, 3, (b)): not all that a read's
// replica held, but what the read was shown of it. Worked out only for keys on which a guarantee
// broke.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/checkers/session_record.h"
#include "sim/checkers/session_walk.h"

namespace faultline::sim {

// In how many places what is missing was not only seen by an earlier read of the session, but shown
// to one, of the same key.
[[nodiscard]] std::uint64_t count_shown_before(const History& history, SessionRecord& record,
                                               const Sessions& sessions,
                                               const std::vector<BrokenSession>& broken);

}  // namespace faultline::sim
