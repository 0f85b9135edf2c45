// TYPE hash: its changes, its sequential and its conflict-free meaning, under one name for the list
// of data types (registry.h).
#pragma once

#include <string_view>

#include "engine/base/type_list.h"
#include "engine/datatypes/hash/plain.h"
#include "engine/datatypes/hash/replicated.h"

namespace faultline::engine {

struct SpecificationInput;
struct SpecifiedFate;

struct HashType {
  static constexpr std::string_view kName = "hash";
  static constexpr std::string_view kSummary =
      "add-wins set of fields; each field is text and counter in one, as a string is";
  using Changes = TypeList<hash::Put, hash::Increment, hash::Remove, hash::Assign>;
  using Reader = hash::Reader;
  using Plain = hash::Plain;
  using Replicated = hash::Replicated;
  // The definition of its conflict rule (engine/datatypes/specification.h).
  static std::optional<Plain> specified(const SpecificationInput& input,
                                        std::vector<SpecifiedFate>& fates);
};

}  // namespace faultline::engine
