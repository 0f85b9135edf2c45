// Accesses as a Boost.Graph graph: an edge leads from one to another that it comes before. vecS
// throughout: descriptors are numbers, so nothing depends on addresses. Cycles are shown as one
// short cycle within a strongly connected component, never as the component (shared checkers.md,
// 8).
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/causality/accesses.h"

namespace faultline::sim {

using AccessGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

// Session order, and from each write to the reads of its value.
[[nodiscard]] AccessGraph causal_graph(const Accesses& accesses);

struct CycleFound {
  std::vector<AccessIndex> accesses;  // each before the next one, the last before the first
  std::uint64_t components = 0;       // strongly connected, each with a cycle
};
// Every cycle passes a write. The shortest one of the smallest component, or in a component of
// hundreds of thousands a short one; none: there is no cycle.
[[nodiscard]] std::optional<CycleFound> find_cycle(const AccessGraph& graph,
                                                   const Accesses& accesses);

// The shortest way, both ends included; empty: there is none.
[[nodiscard]] std::vector<AccessIndex> shortest_way(const AccessGraph& graph, AccessIndex from,
                                                    AccessIndex to);

}  // namespace faultline::sim
