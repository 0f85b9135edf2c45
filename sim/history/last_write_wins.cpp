#include "sim/history/last_write_wins.h"

#include <algorithm>
#include <map>

namespace faultline::sim {

using engine::Why;

LastWriteWins::LastWriteWins(const History& history, const KeyEntry& key)
    : history_(history), key_(key) {
  std::map<OperationIndex, std::size_t> of_operation;
  for (std::size_t i = 0; i < key.effects.size(); ++i) {
    const EffectEntry& effect = history.effects()[key.effects[i]];
    if (!effect.change) continue;
    const auto [found, added] = of_operation.emplace(effect.operation, versions_.size());
    if (added)
      versions_.push_back({{},
                           key.effects[i],
                           effect.stamp,
                           effect.member,
                           effect.executed_at,
                           std::nullopt,
                           Lineage(history)});
    versions_[found->second].members.push_back(i);
  }
  std::stable_sort(versions_.begin(), versions_.end(), [](const Version& a, const Version& b) {
    return a.executed_at < b.executed_at;
  });
  for (Version& version : versions_) make_value(version);
}

bool LastWriteWins::wins(const Version& a, const Version& b) {
  if (a.stamp != b.stamp) return a.stamp > b.stamp;
  if (a.member != b.member) return a.member < b.member;
  return a.executed_at > b.executed_at;
}

bool LastWriteWins::held(const Version& version, LocalReplica replica, Position position) const {
  return history_.effects()[version.first].holdings[replica].held_at(position);
}

const LastWriteWins::Version* LastWriteWins::shown(LocalReplica replica, Position position) const {
  const Version* best = nullptr;
  for (const Version& version : versions_)
    if (held(version, replica, position) && (best == nullptr || wins(version, *best)))
      best = &version;
  return best;
}

void LastWriteWins::make_value(Version& version) {
  const LocalReplica home = history_.effects()[version.first].home;
  if (const Version* before = shown(home, version.executed_at)) {
    version.value = before->value;
    version.lineage = before->lineage;
  }
  // An expired key is deleted first, whatever the order in which the effects are listed.
  std::stable_partition(version.members.begin(), version.members.end(), [&](std::size_t i) {
    return history_.effects()[key_.effects[i]].implied();
  });
  for (const std::size_t i : version.members) {
    const EffectEntry& effect = history_.effects()[key_.effects[i]];
    engine::apply_plain(version.value, *effect.change);
    version.lineage.apply(key_.effects[i], effect.holdings[home].changed || effect.implied());
  }
}

void LastWriteWins::interpret(LocalReplica replica, Position position,
                              Interpretation& result) const {
  result.valued = true;
  const Version* best = shown(replica, position);
  if (best == nullptr) return;
  result.value = best->value;
  result.shown = best->first;
  for (std::size_t i = 0; i < key_.effects.size(); ++i)
    result.fates[i].visible = result.fates[i].held && best->lineage.contains(key_.effects[i]);
  find_who_took(replica, position, result);
}

// Follows the versions in the order in which this replica got them: an effect that a shown version
// no longer contains was taken by that version; one that never got shown lost to the one shown
// then.
void LastWriteWins::find_who_took(LocalReplica replica, Position position,
                                  Interpretation& result) const {
  std::vector<const Version*> order;
  for (const Version& version : versions_)
    if (held(version, replica, position)) order.push_back(&version);
  const auto since = [&](const Version* version) {
    return history_.effects()[version->first].holdings[replica].intervals.front().from;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const Version* a, const Version* b) { return since(a) < since(b); });
  std::vector<std::size_t> arrived;
  const Version* best = nullptr;
  for (const Version* version : order) {
    arrived.insert(arrived.end(), version->members.begin(), version->members.end());
    if (best == nullptr || wins(*version, *best)) best = version;
    for (const std::size_t i : arrived) {
      ReplicaFate& fate = result.fates[i];
      if (best->lineage.contains(key_.effects[i])) {
        fate.by.reset();
        fate.why = Why::kVisible;
      } else if (!fate.by) {
        fate.by = best->first;
        const EffectEntry& loser = history_.effects()[key_.effects[i]];
        fate.why = loser.stamp == best->stamp ? Why::kTie : Why::kLaterStamp;
      }
    }
  }
}

}  // namespace faultline::sim
