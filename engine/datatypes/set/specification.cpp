// The set by its definition: a member is in if some addition of it is visible that no visible
// removal of it (and no visible write or DEL of the key) had seen. Basis: documented (shared
// active_active/rules.md, Sets).
#include "engine/datatypes/specification.h"

namespace faultline::engine {
namespace {

std::vector<std::size_t> removals_of(const SpecificationInput& input) {
  std::vector<std::size_t> removals;
  for (std::size_t i = 0; i < input.effects.size(); ++i)
    if (std::holds_alternative<set::Remove>(*input.effects[i].change)) removals.push_back(i);
  return removals;
}

std::optional<std::size_t> removed_by(const SpecificationInput& input,
                                      const std::vector<std::size_t>& removals, std::size_t add,
                                      const Bytes& member) {
  for (const std::size_t v : removals) {
    const auto& remove = std::get<set::Remove>(*input.effects[v].change);
    if (remove.member == member && input.seen.seen(add, v)) return v;
  }
  return std::nullopt;
}

}  // namespace

std::optional<set::Plain> SetType::specified(const SpecificationInput& input,
                                             std::vector<SpecifiedFate>& fates) {
  const std::vector<std::size_t> removals = removals_of(input);
  set::Plain shown;
  for (const std::size_t i : input.own) {
    const auto* add = std::get_if<set::Add>(input.effects[i].change);
    if (add == nullptr) continue;
    if (const auto removal = removed_by(input, removals, i, add->member))
      fates[i] = {Why::kOverwritten, removal};
    else
      shown.apply(*add);
  }
  if (shown.empty()) return std::nullopt;
  return shown;
}

}  // namespace faultline::engine
