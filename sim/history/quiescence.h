// The end of a run: which hosts are the core, whether it converged and when, and what is stuck
// where.
#pragma once

#include <set>

#include "sim/history/history.h"
#include "sim/host/hosts.h"
#include "sim/network/topology.h"
#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Faults without an end stay; the core is the largest group of hosts that no lasting partition
// separates (of equal ones the one with the smallest host). Dead hosts drop out by their processes.
[[nodiscard]] std::set<engine::HostId> core_hosts(const Plan& plan, const Topology& topology,
                                                  const Hosts& hosts);

// Whether the core replicas of a key are in different states at the end of the run.
[[nodiscard]] bool core_differs(const History& history, const KeyEntry& key);

// Fills in converged, converged_after_heal_ns, differing_keys, divergence_area_key_ns and stuck.
void conclude_quiescence(const History& history, engine::Instant heal, EngineResult& result);

}  // namespace faultline::sim
