// The container of registers by its definition: hashes and sorted sets. An element is in if some
// write or increment of it is visible that no removal or later write of it (and no write or DEL of
// the key) had seen; what it shows is its register's (register_specification.h). Basis: documented
// (shared active_active/rules.md, Hashes, Sorted sets).
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/datatypes/element_specification.h"
#include "engine/datatypes/register_specification.h"

namespace faultline::engine {

template <class Rules>
class RegisteredElements {
  using Whole = std::map<std::size_t, SpecifiedFate>;  // by effect

 public:
  using Value = typename Rules::Value;
  using Delta = typename Rules::Delta;

  explicit RegisteredElements(const SpecificationInput& input) : input_(input) {}

  // First all that takes something of an element, whether it counts itself or not.
  void takes(const Bytes& element, std::size_t effect) { takers_.add(element, effect); }
  // Then the effects that no write or DEL of the key had seen.
  void writes(const Bytes& element, std::size_t effect, const Value& value) {
    add(element, {effect, &value, nullptr});
  }
  void increments(const Bytes& element, std::size_t effect, const Delta& delta) {
    add(element, {effect, nullptr, &delta});
  }
  // The elements that are left, each with what it shows. An effect on several elements is visible
  // if it is in one of them.
  [[nodiscard]] std::map<Bytes, Value> shown(std::vector<SpecifiedFate>& fates) {
    std::map<Bytes, Value> shown;
    Whole whole;
    for (auto& [element, effects] : effects_) {
      const auto indexes = effects;
      for (const auto& each : indexes) fates[each.index] = {};
      if (auto value = specified_register<Rules>(input_, std::move(effects), fates))
        shown.emplace(element, std::move(*value));
      for (const auto& each : indexes) note(whole, each.index, fates[each.index]);
    }
    for (const auto& [effect, fate] : taken_) note(whole, effect, fate);
    for (const auto& [effect, fate] : whole) fates[effect] = fate;
    return shown;
  }

 private:
  static void note(Whole& whole, std::size_t effect, const SpecifiedFate& fate) {
    const auto found = whole.try_emplace(effect, fate).first;
    if (fate.why == Why::kVisible) found->second = fate;
  }
  void add(const Bytes& element, const RegisterEffect<Rules>& effect) {
    if (const auto taker = takers_.taker_of(effect.index, element, input_))
      taken_.emplace_back(effect.index, SpecifiedFate{Why::kOverwritten, taker});
    else
      effects_[element].push_back(effect);
  }

  const SpecificationInput& input_;
  ElementTakers takers_;
  std::map<Bytes, std::vector<RegisterEffect<Rules>>> effects_;
  std::vector<std::pair<std::size_t, SpecifiedFate>> taken_;
};

// The elements that a type with these changes shows. Put{element, value}, Increment{element,
// delta}, Remove{elements}, Assign{values by element, deadline}.
template <class Rules, class Put, class Increment, class Remove, class Assign>
[[nodiscard]] std::map<Bytes, typename Rules::Value> specified_elements(
    const SpecificationInput& input, std::vector<SpecifiedFate>& fates) {
  RegisteredElements<Rules> elements(input);
  for (std::size_t i = 0; i < input.effects.size(); ++i) {
    if (const auto* put = std::get_if<Put>(input.effects[i].change)) {
      const auto& [element, value] = *put;
      elements.takes(element, i);
    } else if (const auto* remove = std::get_if<Remove>(input.effects[i].change)) {
      for (const Bytes& element : remove->names) elements.takes(element, i);
    }
  }
  for (const std::size_t i : input.own) {
    if (const auto* put = std::get_if<Put>(input.effects[i].change)) {
      const auto& [element, value] = *put;
      elements.writes(element, i, value);
    } else if (const auto* increment = std::get_if<Increment>(input.effects[i].change)) {
      const auto& [element, delta] = *increment;
      elements.increments(element, i, delta);
    } else if (const auto* assign = std::get_if<Assign>(input.effects[i].change)) {
      const auto& [content, expires_at] = *assign;
      for (const auto& [element, value] : content) elements.writes(element, i, value);
    }
  }
  return elements.shown(fates);
}

}  // namespace faultline::engine
