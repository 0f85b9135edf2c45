// The sorted set by its definition (engine/datatypes/registered_elements.h).
#include "engine/datatypes/registered_elements.h"

namespace faultline::engine {

std::optional<sorted_set::Plain> SortedSetType::specified(const SpecificationInput& input,
                                                          std::vector<SpecifiedFate>& fates) {
  const sorted_set::Assign shown{
      specified_elements<sorted_set::ScoreRules, sorted_set::Put, sorted_set::Increment,
                         sorted_set::Remove, sorted_set::Assign>(input, fates),
      {}};
  sorted_set::Plain plain;
  plain.apply(shown);
  return plain.empty() ? std::nullopt : std::optional(plain);
}

}  // namespace faultline::engine
