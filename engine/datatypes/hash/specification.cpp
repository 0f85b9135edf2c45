// The hash by its definition (engine/datatypes/registered_elements.h).
#include "engine/datatypes/registered_elements.h"

namespace faultline::engine {

std::optional<hash::Plain> HashType::specified(const SpecificationInput& input,
                                               std::vector<SpecifiedFate>& fates) {
  RegisteredElements<TextNumber> elements(input);
  for (std::size_t i = 0; i < input.effects.size(); ++i) {
    if (const auto* put = std::get_if<hash::Put>(input.effects[i].change))
      elements.takes(put->field, i);
    else if (const auto* remove = std::get_if<hash::Remove>(input.effects[i].change))
      for (const Bytes& field : remove->names) elements.takes(field, i);
  }
  for (const std::size_t i : input.own) {
    if (const auto* put = std::get_if<hash::Put>(input.effects[i].change))
      elements.writes(put->field, i, put->value);
    else if (const auto* increment = std::get_if<hash::Increment>(input.effects[i].change))
      elements.increments(increment->field, i, increment->delta);
    else if (const auto* assign = std::get_if<hash::Assign>(input.effects[i].change))
      for (const auto& [field, value] : assign->content) elements.writes(field, i, value);
  }
  hash::Assign shown{elements.shown(fates), {}};
  if (shown.content.empty()) return std::nullopt;
  hash::Plain plain;
  plain.apply(shown);
  return plain;
}

}  // namespace faultline::engine
