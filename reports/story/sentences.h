// What a run means, in sentences: shared by summary.md, report.html and the titles of the charts.
// Every sentence follows from figures alone, so that equal runs tell equal stories. The text is
// plain; whoever puts it into a document escapes it.
#pragma once

#include <string>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// Where nobody was told "done", nothing can be lost, and that is no merit.
inline const std::string kNothingAcknowledged = "no update was acknowledged";

// "Dynomite lost 151 of 4,812 acknowledged updates (3.13 %); its replicas never agreed again: 37
// keys differ at the end."
[[nodiscard]] std::string verdict_sentence(const sim::EngineResult& engine,
                                           const sim::RunResult& run);
// Its second half, the clause on replicas.
[[nodiscard]] std::string agreement_clause(const sim::EngineResult& engine,
                                           const sim::RunResult& run);
// What became of most of the lost, and the rule behind it; empty without losses or without a
// finding about them.
[[nodiscard]] std::string reason_sentence(const sim::EngineResult& engine);
// What the engines went through: "3 data centers (…); clients for 20 s; partition from 6 s to 14
// s."
[[nodiscard]] std::string setting_sentence(const ReportInput& input);
// "Update by update: 0 lost only under Active-Active, …"; empty where a ledger is missing.
[[nodiscard]] std::string pair_sentence(const sim::EngineResult& first,
                                        const sim::EngineResult& second, const sim::RunResult& run);
// What held or failed: "1 of 3 expectations of this scenario failed".
[[nodiscard]] std::string outcome_sentence(const ReportInput& input);
// "2 held, 1 failed, 0 unknown".
[[nodiscard]] std::string tally(const std::vector<ExpectationResult>& expectations);

}  // namespace faultline::reports
