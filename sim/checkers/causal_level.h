// What the checks of causal consistency, convergence and memory share (shared checkers.md, 2):
// black-box checks of the registers that clients saw. No engine promises these levels; what one has
// against them is found and told.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/causality/bad_patterns.h"
#include "sim/checkers/checker.h"

namespace faultline::sim {

struct CausalLevel {
  std::string_view check;
  std::string_view rule;
  // What a causally consistent history has against the level (none: nobody can tell); null: it is
  // that level.
  std::optional<std::vector<BadPattern>> (*above_consistency)(const CausalOrder& order) = nullptr;
};

[[nodiscard]] std::unique_ptr<Checker> causal_level_checker(const CausalLevel& level);

// What such a pattern shows, as a word for findings.
[[nodiscard]] std::string_view cause_of(PatternKind kind);

}  // namespace faultline::sim
