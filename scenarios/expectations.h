// What a run is worth: each expectation of the plan against what the run shows. Outcome and exit
// code come from here only (shared cli.md, "Exit").
#pragma once

#include <string_view>
#include <vector>

#include "reports/report.h"
#include "sim/plan.h"
#include "sim/run.h"

namespace faultline::scenarios {

// An engine left out by the options makes its expectations not_applicable; a check left out is
// absent. An interrupted run decides nothing: what it shows may still change.
[[nodiscard]] std::vector<reports::ExpectationResult> judge(const sim::Plan& plan,
                                                            const sim::RunResult& result,
                                                            const sim::RunOptions& options);

struct Tally {
  std::size_t held = 0;
  std::size_t failed = 0;
  std::size_t unknown = 0;
};
[[nodiscard]] Tally count(const std::vector<reports::ExpectationResult>& expectations);
// failed > unknown > held; a run that decided nothing is unknown.
[[nodiscard]] std::string_view outcome_of(const Tally& tally);

}  // namespace faultline::scenarios
