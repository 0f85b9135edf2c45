// The visible effects of a key under plain Redis semantics: which units the present value is made
// of. Shared by the two rules under which a value is made by running commands one after the other.
#pragma once

#include <optional>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

class Lineage {
 public:
  explicit Lineage(const History& history) : history_(&history) {}

  // Runs the effect on top; `changed`: whether it made a difference where it ran. Returns what it
  // took away.
  std::vector<EffectIndex> apply(EffectIndex effect, bool changed);
  [[nodiscard]] bool contains(EffectIndex effect) const;
  // To go from the effects of one value to those of another.
  void insert(EffectIndex effect);
  void erase(EffectIndex effect);

 private:
  const History* history_;
  std::vector<EffectIndex> visible_;  // writes, increments, additions; sorted
};

}  // namespace faultline::sim
