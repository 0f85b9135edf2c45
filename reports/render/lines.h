// The files with one JSON object a line: findings.jsonl and history-ENGINE.jsonl (shared cli.md,
// "result.json").
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

[[nodiscard]] std::string findings_lines(const ReportInput& input);
// kFindings: only the operations that a finding's example names.
[[nodiscard]] std::string history_lines(const sim::EngineResult& engine, HistoryLevel level);

}  // namespace faultline::reports
