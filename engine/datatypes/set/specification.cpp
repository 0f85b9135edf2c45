// The set by its definition: a member is in if some addition of it is visible that no removal of it
// (and no write or DEL of the key) had seen. Basis: documented (shared active_active/rules.md,
// Sets).
#include "engine/datatypes/element_specification.h"

namespace faultline::engine {

std::optional<set::Plain> SetType::specified(const SpecificationInput& input,
                                             std::vector<SpecifiedFate>& fates) {
  ElementTakers removals;
  for (std::size_t i = 0; i < input.effects.size(); ++i)
    if (const auto* remove = std::get_if<set::Remove>(input.effects[i].change))
      for (const Bytes& member : remove->names) removals.add(member, i);
  set::Plain shown;
  for (const std::size_t i : input.own) {
    if (const auto* add = std::get_if<set::Add>(input.effects[i].change)) {
      if (const auto removal = removals.taker_of(i, add->member, input))
        fates[i] = {Why::kOverwritten, removal};
      else
        shown.apply(*add);
    } else if (const auto* assign = std::get_if<set::Assign>(input.effects[i].change)) {
      // It is shown while one of its members is.
      std::optional<std::size_t> last;
      bool left = false;
      for (const Bytes& member : assign->members) {
        const auto removal = removals.taker_of(i, member, input);
        if (removal) last = removal;
        if (removal) continue;
        left = true;
        shown.apply(set::Add{member});
      }
      if (!left) fates[i] = {Why::kOverwritten, last};
    }
  }
  if (shown.empty()) return std::nullopt;
  return shown;
}

}  // namespace faultline::engine
