// Which rule settles what a command wrote against concurrent writes in Active-Active, by command:
// its name, on what we say so, and what it says. The rules themselves are the specifications of the
// data types (engine/datatypes); this table is what people read.
#pragma once

#include <span>
#include <string_view>

#include "engine/datatypes/basis.h"

namespace faultline::engine {

struct ConflictRule {
  std::string_view name;
  Basis basis = Basis::kChosen;
  std::string_view summary;
};

// Null: the command writes nothing, or there is none of that name. `command` in upper case.
[[nodiscard]] const ConflictRule* conflict_rule_of(std::string_view command);
[[nodiscard]] std::span<const ConflictRule> conflict_rules();

}  // namespace faultline::engine
