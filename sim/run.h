// Runs a plan, one engine after the other: each meets the same clients, commands, weather and
// faults. A run is single-threaded and shares nothing; several may go on in several threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ports/deployment.h"
#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::sim {

class History;

// One event of an engine's run. Equal fingerprints: the same course up to and including it.
struct SeenEvent {
  std::string_view engine;
  std::uint64_t number = 0;  // from 1
  std::int64_t at_ns = 0;    // before 0: the machines warm up
  std::string what;          // "release us-east/a/0/proxy", "arrive stream 12 back"
  std::uint64_t fingerprint = 0;
};

struct RunOptions {
  std::vector<std::string> engines;  // empty: all of the plan
  // Names of the checks to run; none: no observations at all (the fingerprint stays the same).
  std::optional<std::vector<std::string>> checks;  // nullopt: all
  bool keep_history = true;
  // Whether to measure what only series/*.csv show (run_result.h says which).
  bool keep_series = true;
  // The id of the first operation; results do not depend on it (tests renumber).
  std::uint64_t operation_ids_from = 1;
  // Told of every event after it was handled: what finds the first one that two runs do not share.
  std::function<void(const SeenEvent&)> traced;
  // Shown an engine's history once it is closed and judged, and the judgement; the history is gone
  // when this returns. For who tells more of a run than its result holds (faultline explain).
  std::function<void(const EngineResult&, const History&)> closed;
  // Asked now and then; true ends the run early, with what there is.
  std::function<bool()> interrupted;
};

[[nodiscard]] RunResult run(const Plan& plan, const RunOptions& options);
// The same on one engine, whether it has its line in the table or not: how a new one is tried out.
[[nodiscard]] RunResult run_engine(const Plan& plan, const engine::EngineKind& kind,
                                   const engine::ParameterValues& values,
                                   const RunOptions& options);

}  // namespace faultline::sim
