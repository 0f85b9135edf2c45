// The effects of one key that can still decide what some replica shows. An effect drops out when
// all replicas hold it and one that took it away, and nothing that it took away itself would show
// again without it; a removal drops out when nothing is left that it takes a part of. Whole
// increments of a member that all replicas hold and nothing has taken are folded into one: whoever
// takes one of them later takes all. So the list stays about as long as what is visible or under
// way, however long the run. If a replica loses effects, all of the key count again.
#pragma once

#include <map>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

class OpenEffects {
 public:
  // `first_look`: the length of the list at which it is first looked through.
  OpenEffects(const History& history, KeyIndex key, std::size_t first_look = 12)
      : history_(&history), key_(key), first_look_(first_look), next_look_(first_look) {}

  // In the order in which they were first observed; those without a change are left out.
  [[nodiscard]] const std::vector<EffectIndex>& up_to_date();
  // What an open effect counts for: its own change, or the sum of those folded into it.
  [[nodiscard]] const engine::Change& change(EffectIndex effect) const;

 private:
  [[nodiscard]] const EffectEntry& at(EffectIndex effect) const {
    return history_->effects()[effect];
  }
  [[nodiscard]] bool takes(EffectIndex later, EffectIndex earlier) const;
  [[nodiscard]] bool overrules(EffectIndex later, EffectIndex earlier) const;
  [[nodiscard]] bool held_everywhere(EffectIndex effect) const;
  [[nodiscard]] bool takes_nothing(EffectIndex effect) const;
  [[nodiscard]] bool takes_all_of(EffectIndex later, EffectIndex earlier) const;
  [[nodiscard]] bool decided(EffectIndex effect) const;
  void drop_decided();
  // Null: no increment, or one by a fraction.
  [[nodiscard]] const std::int64_t* whole_increment(EffectIndex effect) const;
  [[nodiscard]] bool starts_fractions(EffectIndex effect) const;
  void fold_increments();

  const History* history_;
  KeyIndex key_;
  std::vector<EffectIndex> open_;
  std::map<EffectIndex, engine::Change> folded_;
  std::size_t taken_in_ = 0;  // how many of the key's effects were taken in
  std::uint32_t revisions_ = 0;
  std::size_t first_look_;
  std::size_t next_look_;
};

}  // namespace faultline::sim
