// Removals of Dynomite's timestamp mode that change nothing: one that finds a tombstone leaves it
// with its older stamp, so that an addition between the two is taken though a later removal was
// there before it (shared dynomite/facts.md 7).
#pragma once

#include "sim/history/ledger.h"

namespace faultline::sim {

// Whether `removal` came to that replica where an earlier one's tombstone was, with a stamp below
// the addition's.
[[nodiscard]] bool found_a_tombstone(const History& history, EffectIndex removal,
                                     const EffectEntry& addition, LocalReplica replica);
// Whether it was so at some replica to which the addition came later.
[[nodiscard]] bool left_a_stamp_unraised(const History& history, EffectIndex removal,
                                         const EffectEntry& addition);

[[nodiscard]] LossReason stamp_not_raised();

}  // namespace faultline::sim
