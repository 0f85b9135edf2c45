// The visible effects of a key under plain Redis semantics: which units the present value is made
// of. Shared by the two rules under which a value is made by running commands one after the other.
#pragma once

#include <optional>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

class Lineage {
 public:
  // `replica`: the one whose own runs of the commands count; none: those at their homes.
  explicit Lineage(const History& history, std::optional<LocalReplica> replica = std::nullopt)
      : history_(&history), replica_(replica) {}

  // Runs the effect on top; `changed`: whether it made a difference where it ran. Returns what it
  // took away.
  std::vector<EffectIndex> apply(EffectIndex effect, bool changed);
  // What the change takes is gone. Returns that.
  std::vector<EffectIndex> take(const engine::Change& change);
  [[nodiscard]] bool contains(EffectIndex effect) const;
  // To go from the effects of one value to those of another.
  void insert(EffectIndex effect);
  void erase(EffectIndex effect);

 private:
  // A visible effect shows what the change would.
  [[nodiscard]] bool stood_for(const engine::Change& change) const;

  const History* history_;
  std::optional<LocalReplica> replica_;
  std::vector<EffectIndex> visible_;  // writes, increments, additions; sorted
};

}  // namespace faultline::sim
