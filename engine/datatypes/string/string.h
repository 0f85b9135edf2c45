// TYPE string: its changes, its sequential and its conflict-free meaning, under one name for the
// list of data types (registry.h).
#pragma once

#include <string_view>

#include "engine/base/type_list.h"
#include "engine/datatypes/string/plain.h"
#include "engine/datatypes/string/replicated.h"

namespace faultline::engine {

struct SpecificationInput;
struct SpecifiedFate;

struct StringType {
  static constexpr std::string_view kName = "string";
  static constexpr std::string_view kSummary =
      "text and counter in one: all maximal writes kept, increments that no write saw added up";
  using Changes = TypeList<string::Write, string::Increment>;
  using Reader = string::Reader;
  using Plain = string::Plain;
  using Replicated = string::Replicated;
  // The definition of its conflict rule (engine/datatypes/specification.h).
  static std::optional<Plain> specified(const SpecificationInput& input,
                                        std::vector<SpecifiedFate>& fates);
};

}  // namespace faultline::engine
