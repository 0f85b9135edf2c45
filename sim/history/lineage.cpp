#include "sim/history/lineage.h"

#include <algorithm>

namespace faultline::sim {

namespace set = engine::set;

bool takes_away(const engine::Change& later, const engine::Change& earlier) {
  if (engine::overwrites(later)) return true;
  const auto* removal = std::get_if<set::Remove>(&later);
  const auto* addition = std::get_if<set::Add>(&earlier);
  return removal != nullptr && addition != nullptr && removal->member == addition->member;
}

bool leaves_a_trace(const engine::Change& change) {
  return !std::holds_alternative<engine::Delete>(change) &&
         !std::holds_alternative<set::Remove>(change);
}

std::vector<EffectIndex> Lineage::apply(EffectIndex effect, bool changed) {
  const EffectEntry& entry = history_->effects()[effect];
  std::vector<EffectIndex> taken;
  if (!entry.change) return taken;
  const engine::Change& change = *entry.change;
  // An addition of a member that was there still holds it up; any other effect that changed nothing
  // here (a SETNX that found the key) did not happen here.
  if (!changed && !std::holds_alternative<set::Add>(change)) return taken;
  const auto gone = std::stable_partition(visible_.begin(), visible_.end(), [&](EffectIndex each) {
    return !takes_away(change, *history_->effects()[each].change);
  });
  taken.assign(gone, visible_.end());
  visible_.erase(gone, visible_.end());
  if (leaves_a_trace(change))
    visible_.insert(std::upper_bound(visible_.begin(), visible_.end(), effect), effect);
  return taken;
}

bool Lineage::contains(EffectIndex effect) const {
  return std::binary_search(visible_.begin(), visible_.end(), effect);
}

}  // namespace faultline::sim
