// The sorted set by its definition (engine/datatypes/registered_elements.h).
#include "engine/datatypes/registered_elements.h"

namespace faultline::engine {

std::optional<sorted_set::Plain> SortedSetType::specified(const SpecificationInput& input,
                                                          std::vector<SpecifiedFate>& fates) {
  RegisteredElements<sorted_set::ScoreRules> elements(input);
  for (std::size_t i = 0; i < input.effects.size(); ++i) {
    if (const auto* put = std::get_if<sorted_set::Put>(input.effects[i].change))
      elements.takes(put->member, i);
    else if (const auto* remove = std::get_if<sorted_set::Remove>(input.effects[i].change))
      for (const Bytes& member : remove->members) elements.takes(member, i);
  }
  for (const std::size_t i : input.own) {
    if (const auto* put = std::get_if<sorted_set::Put>(input.effects[i].change))
      elements.writes(put->member, i, put->score);
    else if (const auto* increment = std::get_if<sorted_set::Increment>(input.effects[i].change))
      elements.increments(increment->member, i, increment->delta);
    else if (const auto* assign = std::get_if<sorted_set::Assign>(input.effects[i].change))
      for (const auto& [member, score] : assign->scores) elements.writes(member, i, score);
  }
  sorted_set::Assign shown{elements.shown(fates), {}};
  if (shown.scores.empty()) return std::nullopt;
  sorted_set::Plain plain;
  plain.apply(shown);
  return plain;
}

}  // namespace faultline::engine
