#include "sim/history/comeback_reasons.h"

#include <algorithm>

#include "sim/history/unraised_stamps.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;

// The addition and the removal at the replica where the element is shown.
struct AddedAndRemoved {
  const History& history;
  const Comeback& comeback;
  const EffectEntry& addition;
  const EffectEntry& removal;
  const Holding& added;
  const Holding& removed;

  // When the addition came there for the last time, the removal was there.
  [[nodiscard]] bool removal_came_first() const {
    return removed.intervals().front().from < added.intervals().back().from;
  }
  [[nodiscard]] bool stamped() const {
    const engine::WallTime none{};
    return addition.stamp != none && removal.stamp != none;
  }
};

LossReason removal_undone() {
  return {"removal_undone", {"what was removed stays removed", Basis::kDocumented}};
}

// The replica had the removal, and has it no more.
LossReason reason_of_older_state(const AddedAndRemoved& both) {
  const auto held = [&](const Holding& each) { return each.held_at(both.comeback.at); };
  if (std::any_of(both.removal.holdings.begin(), both.removal.holdings.end(), held))
    return {"stale_state",
            {"a copy that lost its newest state shows the one before", Basis::kInferred}};
  return {
      "removal_lost",
      {"acknowledged before any other copy had it",
       both.history.deployment().arbitration == Arbitration::kArrivalOrder ? Basis::kMeasured
                                                                           : Basis::kDocumented}};
}

LossReason reason_by_command_stamps(const AddedAndRemoved& both) {
  // It found what it should remove, and did nothing anywhere: its stamp was too old.
  const bool refused =
      !both.removal.change && both.history.seen(both.comeback.addition, both.comeback.removal);
  if (refused || (both.stamped() && both.addition.stamp > both.removal.stamp))
    return {"clock_skew", {"the latest stamp of a coordinator's clock wins", Basis::kMeasured}};
  if (both.removal_came_first() &&
      found_a_tombstone(both.history, both.comeback.removal, both.addition, both.comeback.replica))
    return stamp_not_raised();
  if (both.removal_came_first())
    return {"late_operation",
            {"the stamp of a removal goes once the racks of its own data center have answered",
             Basis::kMeasured}};
  // Something else of the key had a later stamp there.
  if (!both.removed.changed)
    return {"older_stamp",
            {"a command with an older stamp than it finds does nothing there", Basis::kMeasured}};
  return removal_undone();
}

LossReason reason_by_arrival(const AddedAndRemoved& both) {
  if (both.added.duplicates > 0 && both.removal_came_first())
    return {"ran_several_times",
            {"what runs again runs after all that came between", Basis::kMeasured}};
  if (both.history.deployment().stamps_commands) return reason_by_command_stamps(both);
  if (both.removal_came_first())
    return {"late_operation",
            {"a removal that comes before what it removes does nothing there", Basis::kMeasured}};
  return removal_undone();
}

LossReason reason_by_stamps(const AddedAndRemoved& both, const SeenOf& seen) {
  if (seen.unexplained == true) return removal_undone();
  if (!both.removal.change)
    return {"unseen_addition", {"a removal takes what its replica has seen", Basis::kChosen}};
  if (both.addition.stamp > both.removal.stamp)
    return {"clock_skew", {"whole key: latest wall stamp wins", Basis::kChosen}};
  if (both.addition.stamp == both.removal.stamp)
    return {"equal_stamps", {"whole key: equal stamps, smallest member wins", Basis::kChosen}};
  return {"concurrent_write", {"whole key: latest wall stamp wins", Basis::kChosen}};
}

LossReason reason_by_merging(const AddedAndRemoved& both, Comebacks& comebacks,
                             const SeenOf& seen) {
  if (seen.unexplained != true && comebacks.unseen_addition(both.comeback))
    return {"unseen_addition", {"a removal takes what its replica has seen", Basis::kDocumented}};
  if (seen.purged)
    return {"late_operation",
            {"a removal is remembered until all members have seen it", Basis::kDocumented}};
  return removal_undone();
}

}  // namespace

LossReason reason_of(const History& history, Comebacks& comebacks, const Comeback& comeback,
                     const SeenOf& seen) {
  const EffectEntry& addition = history.effects()[comeback.addition];
  const EffectEntry& removal = history.effects()[comeback.removal];
  const AddedAndRemoved both{history,
                             comeback,
                             addition,
                             removal,
                             addition.holdings[comeback.replica],
                             removal.holdings[comeback.replica]};
  if (!both.removed.held_at(comeback.at)) return reason_of_older_state(both);
  if (both.added.repaired && both.removal_came_first())
    return {"read_repair",
            {"a read writes the value with the latest stamp of its quorum to the others",
             Basis::kMeasured}};
  const bool merges = history.deployment().arbitration == Arbitration::kConflictFree;
  if (!merges && removal.implied() && !removal.eviction())
    return {"expiry_race",
            {"each replica deletes an expired key by its own clock", Basis::kMeasured}};
  if (merges) return reason_by_merging(both, comebacks, seen);
  return history.deployment().arbitration == Arbitration::kLastWriteWins
             ? reason_by_stamps(both, seen)
             : reason_by_arrival(both);
}

}  // namespace faultline::sim
