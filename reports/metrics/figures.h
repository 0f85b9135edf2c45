// The figures of a run as rows of text, one cell an engine: the one source of the table on stdout,
// in summary.md and in report.html. To add a figure: one entry in figures.cpp.
#pragma once

#include <string>
#include <vector>

#include "reports/report.h"

namespace faultline::reports {

using EngineResults = std::vector<const sim::EngineResult*>;

// In the order of the plan; engines that did not run are left out.
[[nodiscard]] EngineResults engine_results(const ReportInput& input);

inline const std::string kNotMeasured = "not measured";
inline const std::string kNever = "never";
inline const std::string kNoneAcknowledged = "none acknowledged";

struct FigureRow {
  std::string label;   // short, as in result.json: for stdout
  std::string phrase;  // the same for who does not know the labels
  std::vector<std::string> cells;
  bool is_class = false;  // a class of the ledger
  bool is_loss = false;   // a class that counts as lost, or their sum
};

// What became of the operations and updates.
[[nodiscard]] std::vector<FigureRow> outcome_figures(const EngineResults& engines,
                                                     const sim::RunResult& run);
// What clients met: availability and latency by data center.
[[nodiscard]] std::vector<FigureRow> service_figures(const EngineResults& engines);

// Updates whose client was told that they took effect: the ledger without the rejected and the
// indeterminate ones; 0 without a ledger.
[[nodiscard]] std::uint64_t acknowledged(const sim::EngineResult& engine);

}  // namespace faultline::reports
