// What a run means, in sentences: shared by summary.md, report.html and the titles of the charts.
// Every sentence follows from figures alone, so that equal runs tell equal stories. The text is
// plain; whoever puts it into a document escapes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// "active_active" -> "Active-Active".
[[nodiscard]] std::string display_name(std::string_view engine);

// "dynomite lost 37 of 4,790 acknowledged updates; 37 keys still differ between its replicas."
[[nodiscard]] std::string verdict_sentence(const sim::EngineResult& engine);
// The rule behind the most frequent loss; empty without losses or without a finding about them.
[[nodiscard]] std::string reason_sentence(const sim::EngineResult& engine);
// "12 updates were lost only under dynomite, …"; empty where a ledger is missing.
[[nodiscard]] std::string pair_sentence(const sim::EngineResult& first,
                                        const sim::EngineResult& second);
// "Dynomite still differs on 37 keys 30 s after the heal; Active-Active converged after 1.2 s".
[[nodiscard]] std::string divergence_title(const EngineResults& engines,
                                           const sim::RunResult& result);
// "2 held, 1 failed, 0 unknown".
[[nodiscard]] std::string tally(const std::vector<ExpectationResult>& expectations);

}  // namespace faultline::reports
