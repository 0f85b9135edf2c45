// TYPE zset: its changes, its sequential and its conflict-free meaning, under one name for the list
// of data types (registry.h).
#pragma once

#include <string_view>

#include "engine/base/type_list.h"
#include "engine/datatypes/sorted_set/plain.h"
#include "engine/datatypes/sorted_set/replicated.h"

namespace faultline::engine {

struct SpecificationInput;
struct SpecifiedFate;

struct SortedSetType {
  static constexpr std::string_view kName = "zset";
  static constexpr std::string_view kSummary =
      "add-wins set of members; a score is last write wins, with the increments that no write saw "
      "added up";
  using Changes =
      TypeList<sorted_set::Put, sorted_set::Increment, sorted_set::Remove, sorted_set::Assign>;
  using Reader = sorted_set::Reader;
  using Plain = sorted_set::Plain;
  using Replicated = sorted_set::Replicated;
  // The definition of its conflict rule (engine/datatypes/specification.h).
  static std::optional<Plain> specified(const SpecificationInput& input,
                                        std::vector<SpecifiedFate>& fates);
};

}  // namespace faultline::engine
