#include "sim/history/interpretation.h"

#include <algorithm>

#include "sim/history/last_write_wins.h"
#include "sim/history/lineage.h"

namespace faultline::sim {
namespace {

using engine::Why;

// The relation of the specification over a subset of a key's effects.
class SeenAmong final : public engine::SeenRelation {
 public:
  SeenAmong(const History& history, const std::vector<EffectIndex>& subset)
      : history_(history), subset_(subset) {}
  [[nodiscard]] bool seen(std::size_t u, std::size_t v) const override {
    return history_.seen(subset_[u], subset_[v]);
  }

 private:
  const History& history_;
  const std::vector<EffectIndex>& subset_;
};

Interpretation held_only(const History& history, const KeyEntry& key, LocalReplica replica,
                         Position position) {
  Interpretation result;
  result.fates.resize(key.effects.size());
  for (std::size_t i = 0; i < key.effects.size(); ++i) {
    const Holding& holding = history.effects()[key.effects[i]].holdings[replica];
    result.fates[i].held = holding.held_at(position);
  }
  return result;
}

Interpretation interpret_conflict_free(const History& history, const KeyEntry& key,
                                       LocalReplica replica, Position position) {
  Interpretation result = held_only(history, key, replica, position);
  std::vector<EffectIndex> subset;
  std::vector<std::size_t> places;
  std::vector<engine::SpecifiedEffect> effects;
  for (std::size_t i = 0; i < key.effects.size(); ++i) {
    const EffectEntry& effect = history.effects()[key.effects[i]];
    if (!result.fates[i].held || !effect.change) continue;
    subset.push_back(key.effects[i]);
    places.push_back(i);
    effects.push_back({&*effect.change, effect.stamp, effect.member, effect.executed_at});
  }
  const engine::Specified specified = engine::specify(effects, SeenAmong(history, subset));
  for (std::size_t i = 0; i < subset.size(); ++i) {
    ReplicaFate& fate = result.fates[places[i]];
    fate.why = specified.fates[i].why;
    fate.visible = fate.why == Why::kVisible;
    if (specified.fates[i].by) fate.by = subset[*specified.fates[i].by];
  }
  result.value = specified.value;
  result.valued = true;
  return result;
}

std::vector<std::size_t> held_in_order(const History& history, const KeyEntry& key,
                                       const Interpretation& result, LocalReplica replica) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < key.effects.size(); ++i)
    if (result.fates[i].held) order.push_back(i);
  const auto since = [&](std::size_t i) {
    return history.effects()[key.effects[i]].holdings[replica].intervals.back().from;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return since(a) < since(b); });
  return order;
}

Interpretation interpret_arrival_order(const History& history, const KeyEntry& key,
                                       LocalReplica replica, Position position) {
  Interpretation result = held_only(history, key, replica, position);
  Lineage lineage(history);
  for (const std::size_t i : held_in_order(history, key, result, replica)) {
    const EffectIndex effect = key.effects[i];
    const bool changed = history.effects()[effect].holdings[replica].changed;
    for (const EffectIndex gone : lineage.apply(effect, changed)) {
      const auto place = std::find(key.effects.begin(), key.effects.end(), gone);
      ReplicaFate& fate = result.fates[static_cast<std::size_t>(place - key.effects.begin())];
      fate.by = effect;
      fate.why = Why::kOverwritten;
    }
  }
  for (std::size_t i = 0; i < key.effects.size(); ++i)
    result.fates[i].visible = result.fates[i].held && lineage.contains(key.effects[i]);
  return result;
}

}  // namespace

Interpretation interpret(const History& history, const KeyEntry& key, LocalReplica replica,
                         Position position) {
  switch (history.deployment().arbitration) {
    case engine::Arbitration::kConflictFree:
      return interpret_conflict_free(history, key, replica, position);
    case engine::Arbitration::kLastWriteWins: {
      Interpretation result = held_only(history, key, replica, position);
      LastWriteWins(history, key).interpret(replica, position, result);
      return result;
    }
    case engine::Arbitration::kArrivalOrder:
      break;
  }
  return interpret_arrival_order(history, key, replica, position);
}

std::vector<Interpretation> interpret_all(const History& history, const KeyEntry& key) {
  std::vector<Interpretation> all;
  if (history.deployment().arbitration == engine::Arbitration::kLastWriteWins) {
    // The results of all operations are worked out once for all replicas.
    LastWriteWins rule(history, key);
    for (LocalReplica replica = 0; replica < key.replicas.size(); ++replica) {
      all.push_back(held_only(history, key, replica, history.position()));
      rule.interpret(replica, history.position(), all.back());
    }
    return all;
  }
  for (LocalReplica replica = 0; replica < key.replicas.size(); ++replica)
    all.push_back(interpret(history, key, replica, history.position()));
  return all;
}

}  // namespace faultline::sim
