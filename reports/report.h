// A finished run in, documents out: result.json, the table on stdout, and the folder with the
// report for people. Formats are fixed by the shared cli.md, sections "run" and "result.json".
// Equal input gives equal bytes, in all but charts/, report.html and environment.json.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::reports {

// One expectation after the run. `path` opens with its engine, "active_active.lost", or speaks of
// the whole run, "marks.NAME".
struct ExpectationResult {
  std::string path;
  std::string expected;
  std::string seen;
  sim::Verdict verdict;
};

// A space-time diagram of a finding's example, for who can see it and for who cannot.
struct FindingDiagram {
  std::string svg;
  std::string text;  // a sentence
};

struct ReportInput {
  const sim::Plan& plan;
  const sim::RunResult& result;
  std::vector<ExpectationResult> expectations;
  std::string outcome;        // held, failed or unknown
  std::string repeat;         // the command that runs the same again
  std::string scenario_json;  // the resolved scenario, as scenario.json will hold it
  std::map<std::string, FindingDiagram> diagrams{};  // by a finding's id; for the page alone
};

enum class ReportLevel { kFull, kData, kNone };
enum class HistoryLevel { kNone, kFindings, kFull };
struct ReportOptions {
  std::string directory;
  ReportLevel level;
  HistoryLevel history;
  std::chrono::nanoseconds run_took{};  // of real time, for environment.json
};

// Empty on success, else a message for the user.
[[nodiscard]] std::string write_report(const ReportInput& input, const ReportOptions& options);
// The table on stdout: one row a figure, one column an engine; within 80 columns.
[[nodiscard]] std::string result_table(const ReportInput& input);
// The bytes of result.json.
[[nodiscard]] std::string result_json(const ReportInput& input);

}  // namespace faultline::reports
