// Scenario files: JSON -> sim::Plan with every default filled in, and back to the resolved text
// whose bytes depend on the plan alone (shared cli.md, "scenario"). All errors of a file are
// collected.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/loader/input_error.h"
#include "sim/plan.h"

namespace faultline::scenarios {

struct LoadedScenario {
  std::optional<sim::Plan> plan;      // none if there are errors
  std::vector<InputError> errors;     // in the order of the file
  std::vector<std::string> warnings;  // each a line; they keep nobody from running it
};

// `file` is for messages; the plan's name is its last part without ".json".
[[nodiscard]] LoadedScenario load_scenario(std::string_view text, const std::string& file);
[[nodiscard]] LoadedScenario load_scenario_file(const std::string& file);

// Every default written out, keys in a fixed order, units canonical. Loading it gives an equal
// plan.
[[nodiscard]] std::string resolved_text(const sim::Plan& plan);

// The plan of one run: the scenario with that seed, and with the faults that its swarms draw from
// it in their places; the hash of the resolved text follows.
[[nodiscard]] sim::Plan plan_for_seed(const sim::Plan& scenario, std::uint64_t seed);

[[nodiscard]] std::string file_name(const std::string& path);  // without folders

}  // namespace faultline::scenarios
