#include "sim/history/interpretation.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "sim/history/last_write_wins.h"
#include "sim/history/lineage.h"
#include "sim/history/open_effects.h"

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

// `subset`: effects with a change that the replica holds. `open`: what they count for, where some
// are folded.
engine::Specified specify(const History& history, const std::vector<EffectIndex>& subset,
                          const OpenEffects* open = nullptr) {
  std::vector<engine::SpecifiedEffect> effects;
  for (const EffectIndex index : subset) {
    const EffectEntry& effect = history.effects()[index];
    const engine::Change& change = open == nullptr ? *effect.change : open->change(index);
    effects.push_back({&change, effect.stamp, effect.member, effect.executed_at});
  }
  return engine::specify(effects, SeenAmong(history, subset));
}

Interpretation interpret_conflict_free(const History& history, const KeyEntry& key,
                                       LocalReplica replica, Position position) {
  Interpretation result = held_only(history, key, replica, position);
  std::vector<EffectIndex> subset;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < key.effects.size(); ++i) {
    if (!result.fates[i].held || !history.effects()[key.effects[i]].change) continue;
    subset.push_back(key.effects[i]);
    places.push_back(i);
  }
  const engine::Specified specified = specify(history, subset);
  for (std::size_t i = 0; i < subset.size(); ++i) {
    ReplicaFate& fate = result.fates[places[i]];
    fate.why = specified.fates[i].why;
    fate.visible = fate.why == Why::kVisible;
    if (specified.fates[i].by) fate.by = subset[*specified.fates[i].by];
  }
  result.value = specified.key;
  result.valued = true;
  return result;
}

// What one replica ran, at its place in the order of arrival.
struct Run {
  Position at = 0;
  EffectIndex effect = 0;
  const engine::Change* part = nullptr;  // of a repair on the effect's account; null: itself
};

std::vector<Run> runs_in_order(const History& history, const KeyEntry& key,
                               const Interpretation& result, LocalReplica replica) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < key.effects.size(); ++i) {
    if (!result.fates[i].held) continue;
    const Holding& holding = history.effects()[key.effects[i]].holdings[replica];
    runs.push_back({holding.intervals().back().from, key.effects[i]});
    for (const Holding::Part& part : holding.parts())
      runs.push_back({part.at, key.effects[i], &part.change});
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Run& a, const Run& b) { return a.at < b.at; });
  return runs;
}

Interpretation interpret_arrival_order(const History& history, const KeyEntry& key,
                                       LocalReplica replica, Position position) {
  Interpretation result = held_only(history, key, replica, position);
  Lineage lineage(history, replica);
  for (const Run& run : runs_in_order(history, key, result, replica)) {
    const bool changed = history.effects()[run.effect].holdings[replica].changed;
    for (const EffectIndex gone :
         run.part != nullptr ? lineage.take(*run.part) : lineage.apply(run.effect, changed)) {
      ReplicaFate& fate = result.fates[key.place_of(gone)];
      fate.by = run.effect;
      fate.by_repair = run.part != nullptr;
      fate.why = Why::kOverwritten;
    }
  }
  for (std::size_t i = 0; i < key.effects.size(); ++i)
    result.fates[i].visible = result.fates[i].held && lineage.contains(key.effects[i]);
  return result;
}

Interpretation interpret_one(const History& history, const KeyEntry& key, LocalReplica replica,
                             Position position) {
  return history.deployment().arbitration == engine::Arbitration::kConflictFree
             ? interpret_conflict_free(history, key, replica, position)
             : interpret_arrival_order(history, key, replica, position);
}

}  // namespace

std::vector<Interpretation> interpret_all(const History& history, const KeyEntry& key) {
  std::vector<Interpretation> all;
  const Position end = history.position() + 1;  // after the last observation
  const bool stamped = history.deployment().arbitration == engine::Arbitration::kLastWriteWins;
  LastWriteWins rule(history, history.index_of(key));
  if (stamped) rule.extend();
  for (LocalReplica replica = 0; replica < key.replicas.size(); ++replica) {
    if (!stamped) {
      all.push_back(interpret_one(history, key, replica, end));
      continue;
    }
    all.push_back(held_only(history, key, replica, end));
    rule.interpret(replica, end, all.back());
  }
  return all;
}

Interpretation interpret_at(const History& history, const KeyEntry& key, LocalReplica replica,
                            Position position) {
  FL_ASSERT(history.deployment().arbitration == engine::Arbitration::kConflictFree,
            "the others keep one value and need no specification");
  return interpret_conflict_free(history, key, replica, position);
}

struct LiveReference::Known {
  // The same effects show the same, at any replica.
  struct Shown {
    engine::Hash128 held;
    std::uint32_t revisions = 0;
    std::optional<engine::PlainKey> value;
  };
  struct ConflictFree {
    OpenEffects open;
    std::optional<Shown> shown;
  };
  struct WholeKey {
    LastWriteWins rule;
    std::optional<engine::PlainKey> made;
  };
  // By key, as they are asked for.
  std::vector<std::unique_ptr<WholeKey>> last_write_wins;
  std::vector<std::unique_ptr<ConflictFree>> conflict_free;
};

namespace {

// Of that key; made when it is asked for.
template <class Reference, class... Arguments>
Reference& reference_of(std::vector<std::unique_ptr<Reference>>& all, KeyIndex key,
                        Arguments&&... arguments) {
  if (key >= all.size()) all.resize(key + 1);
  if (!all[key]) all[key] = std::make_unique<Reference>(std::forward<Arguments>(arguments)...);
  return *all[key];
}

}  // namespace

LiveReference::LiveReference(const History& history)
    : history_(history), known_(std::make_unique<Known>()) {}

LiveReference::~LiveReference() = default;

const engine::PlainKey* LiveReference::value(const KeyEntry& key, LocalReplica replica) {
  const KeyIndex index = history_.index_of(key);
  const Position now = history_.position();
  if (history_.deployment().arbitration == engine::Arbitration::kLastWriteWins) {
    auto& [rule, made] = reference_of(known_->last_write_wins, index,
                                      Known::WholeKey{LastWriteWins(history_, index), {}});
    rule.extend();
    return rule.value(replica, now, made);
  }
  FL_ASSERT(history_.deployment().arbitration == engine::Arbitration::kConflictFree,
            "in arrival order a value depends on each replica's past");
  auto& [open, shown] =
      reference_of(known_->conflict_free, index, Known::ConflictFree{{history_, index}, {}});
  const engine::Hash128& set = key.applied_sets[replica];
  if (!shown || shown->held != set || shown->revisions != key.revisions) {
    std::vector<EffectIndex> held;
    for (const EffectIndex effect : open.up_to_date())
      if (history_.effects()[effect].holdings[replica].held_at(now)) held.push_back(effect);
    shown = Known::Shown{set, key.revisions, specify(history_, held, &open).key};
  }
  return shown->value ? &*shown->value : nullptr;
}

}  // namespace faultline::sim
