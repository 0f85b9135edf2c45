// The register that can be added to, by its definition: the latest of the maximal writes by (wall
// stamp, then smallest member); where it is a number, plus the increments. What is summed left to
// right, and in which order, is part of the definition. Basis: last write wins and adding up are
// documented (shared active_active/rules.md, Strings, Counters, Sorted sets); the winner of a tie,
// a text under increments and the order of a sum are chosen.
#pragma once

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/datatypes/specification.h"

namespace faultline::engine {

// One effect of the register that nothing has taken: a write or an increment, the other is null.
template <class Rules>
struct RegisterEffect {
  std::size_t index = 0;  // in the input
  const typename Rules::Value* write = nullptr;
  const typename Rules::Delta* delta = nullptr;
};

[[nodiscard]] inline bool wins(const SpecifiedEffect& a, const SpecifiedEffect& b) {
  if (a.stamp != b.stamp) return a.stamp > b.stamp;
  if (a.member != b.member) return a.member < b.member;
  return a.order > b.order;
}

// What it shows; nothing if there is no effect. Fills in the fates of those that are not shown.
template <class Rules>
[[nodiscard]] std::optional<typename Rules::Value> specified_register(
    const SpecificationInput& input, std::vector<RegisterEffect<Rules>> effects,
    std::vector<SpecifiedFate>& fates) {
  if (effects.empty()) return std::nullopt;
  const auto at = [&](const RegisterEffect<Rules>& each) -> const SpecifiedEffect& {
    return input.effects[each.index];
  };
  const RegisterEffect<Rules>* winner = nullptr;
  for (const auto& each : effects)
    if (each.write != nullptr && (winner == nullptr || wins(at(each), at(*winner)))) winner = &each;
  std::optional<std::size_t> shown;
  std::optional<MemberId> first;
  std::optional<typename Rules::Sum> base = typename Rules::Sum();
  if (winner != nullptr) {
    shown = winner->index;
    first = at(*winner).member;
    base = Rules::Sum::of(*winner->write);
  }
  bool incremented = false;
  for (const auto& each : effects) {
    if (each.write != nullptr && each.index != *shown) {
      const bool tie = at(each).stamp == input.effects[*shown].stamp;
      fates[each.index] = {tie ? Why::kTie : Why::kLaterStamp, shown};
    } else if (each.delta != nullptr) {
      incremented = true;
      if (!base) fates[each.index] = {Why::kNotANumber, shown};
    }
  }
  if (!incremented || !base) return *winner->write;
  std::erase_if(effects, [](const auto& each) { return each.delta == nullptr; });
  const auto place = [&](const RegisterEffect<Rules>& each) {
    const SpecifiedEffect& effect = at(each);
    return std::tuple(effect.member != first, effect.member, effect.order);
  };
  std::sort(effects.begin(), effects.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  // The writer's own increments on top of what it wrote, then the sum of each other member.
  typename Rules::Sum total = *base;
  for (std::size_t i = 0; i < effects.size();) {
    const MemberId member = at(effects[i]).member;
    typename Rules::Sum own;
    for (; i < effects.size() && at(effects[i]).member == member; ++i)
      (member == first ? total : own).add(*effects[i].delta);
    if (member != first) total.join(own);
  }
  return total.value();
}

}  // namespace faultline::engine
