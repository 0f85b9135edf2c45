// What the field has measured, or can be derived, about replication like that of our engines, and
// what our runs show beside it: one line a fact, each with its scenario and why the two differ.
// `faultline semantics` prints them after the claims. To add a line: one entry in field_facts.cpp.
#pragma once

#include <span>
#include <string_view>

#include "scenarios/semantics/claims.h"

namespace faultline::scenarios {

struct FieldFact {
  Claim claim;                 // its promise is the fact, its scenario may lie in a folder
  std::string_view published;  // the figure, as its source gives it
  std::string_view difference;
};

[[nodiscard]] std::span<const FieldFact> field_facts();

}  // namespace faultline::scenarios
