// The order that an engine claims for the effects of a key, and what follows from it: which of two
// stands, and what a replica shows though it never got it by itself. By stamp where whole keys or
// single values compete, by arrival where command text travels; what commutes has no order. Each of
// these has a change.
#pragma once

#include "sim/history/history.h"

namespace faultline::sim {

// A change that a later stamp can stand against: a string's value, a field's, a score.
[[nodiscard]] bool competes_by_stamp(const engine::Change& change);

// The later stamp, then the smaller member, then what ran later.
[[nodiscard]] bool wins_by_stamp(const EffectEntry& a, const EffectEntry& b);

// Whoever holds `later` needs `earlier` no more: later was made on top of it, and took it away or,
// where whole keys travel, brought it along.
[[nodiscard]] bool stands_in_for(const History& history, EffectIndex later, EffectIndex earlier);

// The replica, which holds or held both, orders u after v although it may have come about earlier.
[[nodiscard]] bool placed_after(const History& history, EffectIndex u, EffectIndex v,
                                LocalReplica replica);

// Where both are, and u came before v unless stamps decide, v is why u is not shown.
[[nodiscard]] bool hides(const History& history, EffectIndex v, EffectIndex u,
                         LocalReplica replica);

}  // namespace faultline::sim
