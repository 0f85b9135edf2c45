// What the loss of a machine or a data center cost (shared checkers.md, 6; the recovery point of an
// outage): acknowledged updates of the classes never_replicated and lost_crash, by the outage that
// took the last copy. What no outage took, as a promotion over a paused primary, has a row without
// a place.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// `fates`: what the ledger says. In the order of time and place; outages that took nothing too.
[[nodiscard]] std::vector<OutageLoss> outage_losses(const History& history,
                                                    const EngineResult::Fates& fates);

}  // namespace faultline::sim
