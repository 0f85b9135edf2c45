// The folder that a run left (shared cli.md, "run"), read again by who runs its seed anew: the
// resolved scenario, and by which fingerprint the same course is known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/render/read_result.h"
#include "sim/plan.h"

namespace faultline::scenarios {

struct ReportedRun {
  sim::Plan plan;                                   // with its seed and every drawn fault
  std::vector<std::string> engines;                 // that were run, in their order
  std::map<std::string, std::string> fingerprints;  // by engine, 16 hexadecimal digits
  std::map<std::string, std::uint64_t> issued;      // operations, by engine
  std::vector<std::string> checks;                  // that were made, each once
  std::string repeat;                               // the command that wrote the report
};

// None: `problems` says why, a line each. The figures alone, of an interrupted run, too:
[[nodiscard]] std::optional<reports::ReadResult> read_reported_result(
    const std::string& directory, std::vector<std::string>& problems);
// What it takes to run the same again:
[[nodiscard]] std::optional<ReportedRun> read_report(const std::string& directory,
                                                     std::vector<std::string>& problems);

}  // namespace faultline::scenarios
