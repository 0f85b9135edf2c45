#include "sim/history/lineage.h"

#include <algorithm>

namespace faultline::sim {

std::vector<EffectIndex> Lineage::apply(EffectIndex effect, bool changed) {
  const EffectEntry& entry = history_->effects()[effect];
  if (!entry.change) return {};
  const engine::Change& change = history_->change_at(effect, replica_);
  // An addition of a member that was there still holds it up; any other effect that changed nothing
  // here (a SETNX that found the key, an addition to a key of another type) did not happen here.
  if (!changed && !stood_for(change)) return {};
  std::vector<EffectIndex> taken = take(change);
  if (engine::leaves_a_trace(change)) insert(effect);
  return taken;
}

std::vector<EffectIndex> Lineage::take(const engine::Change& change) {
  std::vector<EffectIndex> taken;
  if (!engine::takes_seen(change)) return taken;
  const auto gone = std::stable_partition(visible_.begin(), visible_.end(), [&](EffectIndex each) {
    return !engine::takes_away(change, history_->change_at(each, replica_));
  });
  taken.assign(gone, visible_.end());
  visible_.erase(gone, visible_.end());
  return taken;
}

bool Lineage::stood_for(const engine::Change& change) const {
  return std::any_of(visible_.begin(), visible_.end(), [&](EffectIndex each) {
    return engine::stands_for(history_->change_at(each, replica_), change);
  });
}

bool Lineage::contains(EffectIndex effect) const {
  return std::binary_search(visible_.begin(), visible_.end(), effect);
}

void Lineage::insert(EffectIndex effect) {
  visible_.insert(std::upper_bound(visible_.begin(), visible_.end(), effect), effect);
}

void Lineage::erase(EffectIndex effect) {
  const auto found = std::lower_bound(visible_.begin(), visible_.end(), effect);
  if (found != visible_.end() && *found == effect) visible_.erase(found);
}

}  // namespace faultline::sim
