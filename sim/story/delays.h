// Why a copy of an effect came late, or never: the fault that stood in its way. `who` is the
// subject of each sentence; one that has nothing to say is empty.
#pragma once

#include <string>
#include <string_view>

#include "sim/history/history.h"

namespace faultline::sim {

// "us-east/a/0 was paused from 5 s to 45 s", what a copy that arrived there had waited for; empty:
// for nothing.
[[nodiscard]] std::string delay_cause(const History& history, EffectIndex effect,
                                      LocalReplica replica);
// What kept a copy from that replica; empty: nobody sent it there, or nobody knows.
[[nodiscard]] std::string absence_cause(const History& history, EffectIndex effect,
                                        LocalReplica replica);
// "It never came to us-east: the way from eu-west to us-east was cut from 6 s to 14 s."
[[nodiscard]] std::string missing_sentence(const History& history, EffectIndex effect,
                                           std::string_view who);
// Of the replica that waited longest for the end of a fault: "It arrived at us-east/a/0/redis only
// 39 s after it had run: us-east/a/0 was paused from 5 s to 45 s."
[[nodiscard]] std::string delay_sentence(const History& history, EffectIndex effect,
                                         std::string_view who);

}  // namespace faultline::sim
