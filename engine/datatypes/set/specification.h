// The set by its definition: a member is in if some addition of it is visible that no visible
// removal of it (and no visible write or DEL of the key) had seen. Basis: documented (shared
// active_active/rules.md, Sets).
#pragma once

#include "engine/datatypes/specification.h"

namespace faultline::engine {

template <>
struct Specification<SetType> {
  static std::optional<set::Plain> value(const SpecificationInput& input,
                                         std::vector<SpecifiedFate>& fates) {
    set::Plain shown;
    for (const std::size_t i : input.own) {
      const auto* add = std::get_if<set::Add>(input.effects[i].change);
      if (add == nullptr) continue;
      if (const auto removal = removed_by(input, i, add->member))
        fates[i] = {Why::kOverwritten, removal};
      else
        shown.apply(*add);
    }
    if (shown.empty()) return std::nullopt;
    return shown;
  }

 private:
  static std::optional<std::size_t> removed_by(const SpecificationInput& input, std::size_t add,
                                               const Bytes& member) {
    for (std::size_t v = 0; v < input.effects.size(); ++v) {
      const auto* remove = std::get_if<set::Remove>(input.effects[v].change);
      if (remove != nullptr && remove->member == member && input.seen.seen(add, v)) return v;
    }
    return std::nullopt;
  }
};

}  // namespace faultline::engine
