// Runs a plan, one engine after the other: each meets the same clients, commands, weather and
// faults. A run is single-threaded and shares nothing; several may go on in several threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::sim {

struct RunOptions {
  std::vector<std::string> engines;  // empty: all of the plan
  // Names of the checks to run; none: no observations at all (the fingerprint stays the same).
  std::optional<std::vector<std::string>> checks;  // nullopt: all
  bool keep_history = true;
  // The id of the first operation; results do not depend on it (tests renumber).
  std::uint64_t operation_ids_from = 1;
  // Asked now and then; true ends the run early, with what there is.
  std::function<bool()> interrupted;
};

[[nodiscard]] RunResult run(const Plan& plan, const RunOptions& options);

}  // namespace faultline::sim
