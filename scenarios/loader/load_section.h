// What a scenario's clients do, both ways: "workload" (a kind and its parameters) or "script"
// (exact commands at exact times).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

using LoadPlan = std::variant<sim::WorkloadPlan, sim::Script>;

// Those of the table, and the log that becomes a script.
[[nodiscard]] std::vector<std::string> workload_names();

// Nothing if neither or both are given.
[[nodiscard]] std::optional<LoadPlan> read_load(Reading& reading, const Node& root,
                                                const Places& places);
// Adds "workload" or "script".
void write_load(nlohmann::ordered_json& scenario, const LoadPlan& load);

}  // namespace faultline::scenarios
