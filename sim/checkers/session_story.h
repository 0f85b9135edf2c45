// What is said of a broken guarantee: the word for its cause (what went wrong, and where the
// session had gone between the two operations), the rule with its basis, and the story in a
// sentence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/checkers/session_guarantee.h"
#include "sim/checkers/session_walk.h"

namespace faultline::sim {

inline constexpr std::string_view kTiersDisagree = "tiers_disagree";

[[nodiscard]] std::string_view cause_of(const History& history, const BrokenSession& broken);
[[nodiscard]] Basis basis_of(const History& history, const SessionGuarantee& guarantee,
                             const BrokenSession& broken);
[[nodiscard]] std::string story_of(const History& history, const SessionGuarantee& guarantee,
                                   const BrokenSession& broken);

}  // namespace faultline::sim
