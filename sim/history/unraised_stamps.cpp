#include "sim/history/unraised_stamps.h"

#include <algorithm>

namespace faultline::sim {

LossReason stamp_not_raised() {
  return {"stamp_not_raised",
          {"a removal that finds a tombstone leaves its stamp as it is", Basis::kMeasured}};
}

bool found_a_tombstone(const History& history, EffectIndex removal, const EffectEntry& addition,
                       LocalReplica replica) {
  const Holding& removed = history.effects()[removal].holdings[replica];
  if (!removed.ever() || removed.changed) return false;
  const Position came = removed.intervals().front().from;
  const KeyEntry& key = history.keys()[addition.key];
  return std::any_of(key.effects.begin(), key.effects.end(), [&](EffectIndex index) {
    const EffectEntry& earlier = history.effects()[index];
    const Holding& there = earlier.holdings[replica];
    return index != removal && earlier.change && there.ever() && there.changed &&
           there.intervals().front().from < came && earlier.stamp < addition.stamp &&
           engine::takes_away(*earlier.change, *addition.change) &&
           !engine::leaves_a_trace(*earlier.change);
  });
}

bool left_a_stamp_unraised(const History& history, EffectIndex removal,
                           const EffectEntry& addition) {
  for (LocalReplica replica = 0; replica < addition.holdings.size(); ++replica)
    if (addition.holdings[replica].ever() &&
        found_a_tombstone(history, removal, addition, replica) &&
        history.effects()[removal].holdings[replica].intervals().front().from <
            addition.holdings[replica].intervals().back().from)
      return true;
  return false;
}

}  // namespace faultline::sim
