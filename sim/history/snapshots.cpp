// What a replica held when a copy of one of its slots left, and what whoever adopts it holds by
// that.
#include <algorithm>
#include <set>

#include "sim/history/history.h"

namespace faultline::sim {

namespace observation = engine::observation;

void History::take_snapshot(const Where& where, const observation::SnapshotTaken& taken) {
  Snapshot& snapshot = snapshots_[taken.snapshot];
  snapshot = {taken.slot, {}};
  for (const KeyEntry& key : keys_) {
    const auto local = key.served_by(where.process);
    if (!local || !deployment_.slot_of || deployment_.slot_of(key.name) != taken.slot) continue;
    for (const EffectIndex effect : key.effects)
      if (effects_[effect].holdings[*local].held() && travels(effects_[effect]))
        snapshot.effects.push_back(effect);
  }
  if (deployment_.arbitration != engine::Arbitration::kArrivalOrder) return;
  // Where the order of arrival decides, whoever adopts the copy has the order that it had here.
  const auto since = [&](EffectIndex effect) {
    const auto local = keys_[effects_[effect].key].served_by(where.process);
    return effects_[effect].holdings[*local].intervals().back().from;
  };
  std::stable_sort(snapshot.effects.begin(), snapshot.effects.end(),
                   [&](EffectIndex a, EffectIndex b) { return since(a) < since(b); });
  for (const EffectIndex effect : snapshot.effects) {
    const auto local = keys_[effects_[effect].key].served_by(where.process);
    const Holding& holding = effects_[effect].holdings[*local];
    Snapshot::Deed& deed = snapshot.deeds.emplace_back(Snapshot::Deed{holding.changed, {}});
    if (holding.own_change() != nullptr) deed.own_change = *holding.own_change();
  }
}

void History::adopted(const Where& where, const observation::SnapshotAdopted& adopted) {
  const Snapshot& snapshot = snapshots_[adopted.snapshot];
  if (adopted.adoption == observation::Adoption::kReplace) forget_all_but(snapshot, where);
  for (std::size_t i = 0; i < snapshot.effects.size(); ++i) {
    const EffectIndex effect = snapshot.effects[i];
    const auto local = keys_[effects_[effect].key].served_by(where.process);
    if (!local) continue;
    if (!snapshot.deeds.empty()) {
      drop(effect, *local, where.now);  // what it held has its place in the copy's order now
      ++position_;
      Holding& holding = effects_[effect].holdings[*local];
      const Snapshot::Deed& deed = snapshot.deeds[i];
      holding.changed = deed.changed;
      holding.set_own_change(deed.own_change);
    }
    hold(effect, *local, where.now);
  }
}

void History::forget_all_but(const Snapshot& snapshot, const Where& where) {
  const std::set<EffectIndex> stays(snapshot.effects.begin(), snapshot.effects.end());
  for (const KeyEntry& key : keys_) {
    const auto local = key.served_by(where.process);
    if (!local || !deployment_.slot_of || deployment_.slot_of(key.name) != snapshot.slot) continue;
    for (const EffectIndex effect : key.effects) {
      Holding& holding = effects_[effect].holdings[*local];
      if (!holding.held() || stays.contains(effect)) continue;
      holding.replaced = true;
      drop(effect, *local, where.now);
    }
  }
}

}  // namespace faultline::sim
