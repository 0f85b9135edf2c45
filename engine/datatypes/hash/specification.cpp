// The hash by its definition (engine/datatypes/registered_elements.h).
#include "engine/datatypes/registered_elements.h"

namespace faultline::engine {

std::optional<hash::Plain> HashType::specified(const SpecificationInput& input,
                                               std::vector<SpecifiedFate>& fates) {
  const hash::Assign shown{
      specified_elements<TextNumber, hash::Put, hash::Increment, hash::Remove, hash::Assign>(input,
                                                                                             fates),
      {}};
  hash::Plain plain;
  plain.apply(shown);
  return plain.empty() ? std::nullopt : std::optional(plain);
}

}  // namespace faultline::engine
