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

}  // namespace faultline::engine
