#include "reports/render/lines.h"

#include <nlohmann/json.hpp>
#include <set>

#include "reports/metrics/figures.h"
#include "reports/render/json_values.h"

namespace faultline::reports {

namespace {

std::set<std::uint64_t> operations_in_findings(const sim::EngineResult& engine) {
  std::set<std::uint64_t> operations;
  for (const sim::Finding& finding : engine.findings) {
    if (finding.example.loser) operations.insert(finding.example.loser->operation);
    if (finding.example.winner) operations.insert(finding.example.winner->operation);
  }
  return operations;
}

}  // namespace

std::string findings_lines(const ReportInput& input) {
  std::string lines;
  for (const sim::EngineResult* engine : engine_results(input)) {
    for (const sim::Finding& finding : engine->findings) {
      lines += json_text(finding_json(finding), -1) + "\n";
    }
  }
  return lines;
}

std::string history_lines(const sim::EngineResult& engine, HistoryLevel level) {
  std::string lines;
  if (level == HistoryLevel::kNone) return lines;
  const std::set<std::uint64_t> named = operations_in_findings(engine);
  for (const sim::OperationRecord& operation : engine.history) {
    if (level == HistoryLevel::kFull || named.count(operation.operation) > 0) {
      lines += json_text(history_json(operation), -1) + "\n";
    }
  }
  return lines;
}

}  // namespace faultline::reports
