// The "faults" of a scenario, both ways, in the order of the file: what kind, when, how long, and
// the parameters that the table of faults lists.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/ports/deployment.h"
#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

// A fault begins before the end of the load and is over before the end of the run. A scripted load
// is a few commands, so there a fault may also begin after the last of them.
struct Phases {
  std::optional<engine::Duration> last_begin;  // none: not known, nothing is checked
  engine::Duration end{};
};

// What faults can meet.
struct FaultWorld {
  const Places& places;
  Phases phases;
  const std::vector<sim::EnginePlan>& engines;  // of the scenario
  std::vector<std::string> roles;               // of these engines
};

// A fault of no known kind is left out.
[[nodiscard]] std::vector<sim::FaultPlan> read_faults(Reading& reading, const Node& list,
                                                      const FaultWorld& world);
[[nodiscard]] nlohmann::ordered_json write_faults(const std::vector<sim::FaultPlan>& faults);

}  // namespace faultline::scenarios
