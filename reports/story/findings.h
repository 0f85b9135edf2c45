// The story of a finding: who lost, who won, by which rule and on which basis, what both clocks
// said, and what would have kept the update. Lines of plain text for every kind of document.
#pragma once

#include <string>
#include <vector>

#include "reports/metrics/figures.h"
#include "reports/story/operations.h"

namespace faultline::reports {

// Losses before other findings, then the most frequent, then by id.
[[nodiscard]] std::vector<const sim::Finding*> worst_first(const EngineResults& engines);
// Whether the finding's kind is a ledger class that counts as lost.
[[nodiscard]] bool is_loss(const sim::Finding& finding);

[[nodiscard]] std::string finding_headline(const sim::Finding& finding);
// The same without its engine: "37 set updates overwritten at some replicas only".
[[nodiscard]] std::string finding_words(const sim::Finding& finding);

[[nodiscard]] std::vector<StoryLine> story_of(const sim::Finding& finding);

}  // namespace faultline::reports
