// The words that readers meet in place of keys and codes: names of engines, what became of an
// update, and on what a rule rests. Keys stay keys in files for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/run_result.h"

namespace faultline::reports {

// "active_active" -> "Active-Active".
[[nodiscard]] std::string display_name(std::string_view engine);

// "lost to a concurrent write".
[[nodiscard]] std::string_view phrase(sim::LedgerClass ledger_class);
// The phrase of the class that a finding's kind names; otherwise the kind itself with spaces.
[[nodiscard]] std::string phrase_of_kind(std::string_view kind);

// "measured on the real system"; for the engine that is our own yardstick, what it is.
[[nodiscard]] std::string basis_text(const sim::Rule& rule, std::string_view engine);

// "us-east->eu-west" as in files: "us-east → eu-west"; "eu-west->eu-west": "within eu-west".
[[nodiscard]] std::string direction_text(std::string_view from_to);

// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace faultline::reports
