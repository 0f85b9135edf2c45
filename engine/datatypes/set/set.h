// TYPE set: its changes, its sequential and its conflict-free meaning, under one name for the list
// of data types (registry.h).
#pragma once

#include <string_view>

#include "engine/base/type_list.h"
#include "engine/datatypes/set/plain.h"
#include "engine/datatypes/set/replicated.h"

namespace faultline::engine {

struct SpecificationInput;
struct SpecifiedFate;

struct SetType {
  static constexpr std::string_view kName = "set";
  static constexpr std::string_view kSummary = "add-wins set; a removal takes what it had seen";
  using Changes = TypeList<set::Add, set::Remove, set::Assign>;
  using Reader = set::Reader;
  using Plain = set::Plain;
  using Replicated = set::Replicated;
  // The definition of its conflict rule (engine/datatypes/specification.h).
  static std::optional<Plain> specified(const SpecificationInput& input,
                                        std::vector<SpecifiedFate>& fates);
};

}  // namespace faultline::engine
