// The end of a run: which hosts are the core, whether it converged and when, and what is stuck
// where.
#pragma once

#include <functional>
#include <set>

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// The largest group of machines that nothing separates, in either direction (of equal ones the one
// with the smallest host). Asked at the end of a run, when only lasting faults are left; dead
// machines drop out by their processes.
[[nodiscard]] std::set<engine::HostId> core_hosts(
    std::size_t machines,
    const std::function<bool(engine::HostId from, engine::HostId to)>& separated);

// Whether the core replicas of a key are in different states at the end of the run.
[[nodiscard]] bool core_differs(const History& history, const KeyEntry& key);

// Fills in converged, converged_after_heal_ns, differing_keys, divergence_area_key_ns and stuck.
void conclude_quiescence(const History& history, engine::Instant heal, EngineResult& result);

}  // namespace faultline::sim
