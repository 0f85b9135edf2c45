// From the run of a seed to the smallest scenario that still shows one of its findings: frozen,
// minimized (sim/search/minimize.h), written short, with a line that says what it is of and
// expectations that say whether it still shows it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/minimize/trials.h"
#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::scenarios {

// A run, with what its clients asked for under each engine.
struct WholeRun {
  sim::RunResult result;
  std::map<std::string, sim::Plan, std::less<>> frozen;
  [[nodiscard]] std::vector<const sim::Finding*> findings() const;  // the worst first
  // Null: it has none of that id.
  [[nodiscard]] const sim::Finding* find(const std::string& id) const;
};
// `file`: for messages about internal faults.
[[nodiscard]] WholeRun run_whole(const sim::Plan& plan, const std::string& file,
                                 const std::function<bool()>& interrupted);

// Of a promise that is broken first, then what users lost, then what else a check has to say. Null:
// there is none.
[[nodiscard]] const sim::Finding* worst_finding(const sim::Plan& plan, const WholeRun& whole);

struct SmallScenario {
  sim::Plan before;  // frozen
  sim::Plan small;
  std::string text;  // of the scenario file
  std::uint64_t tried = 0;
};
// Told of each smaller plan that still shows it.
using SmallerPlan = std::function<void(const Trials& trials, const sim::Plan& best)>;
// None: the frozen run no longer shows the finding. Interrupted it ends with what there is.
[[nodiscard]] std::optional<SmallScenario> make_small(const sim::Plan& plan, const WholeRun& whole,
                                                      const sim::Finding& finding,
                                                      const Trying& how,
                                                      const SmallerPlan& progress = {});

}  // namespace faultline::scenarios
