// The "topology" of a scenario, both ways: data centers of racks of hosts, and the links between.
// Without "links" every pair of data centers has one of a constant 40 ms; with it, every data
// center must be reachable from every other over some path of links.
#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

inline constexpr std::size_t kMostDatacenters = 64;
inline constexpr std::int64_t kMostHosts = 64;  // of one rack

// `places` learns the names.
[[nodiscard]] sim::TopologyPlan read_topology(Reading& reading, const Node& topology,
                                              Places& places);
[[nodiscard]] nlohmann::ordered_json write_topology(const sim::TopologyPlan& topology);

}  // namespace faultline::scenarios
