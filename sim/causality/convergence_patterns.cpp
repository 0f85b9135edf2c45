// Causal convergence: a write that comes before a read of another value of its key must be
// arbitrated before that value's write (CF), and CO with all of this has no cycle. Of each session
// the last such write is enough, as the earlier ones come before it.

#include "sim/causality/bad_patterns.h"
#include "sim/causality/causal_steps.h"

namespace faultline::sim {
namespace {

using CausalEdge = std::pair<AccessIndex, AccessIndex>;

// Without those that causal order implies.
std::vector<CausalEdge> conflicts_of(const CausalOrder& order) {
  const Accesses& accesses = order.accesses();
  std::vector<CausalEdge> conflicts;
  for (AccessIndex read = 0; read < accesses.size(); ++read) {
    const AccessIndex source = accesses.source_of(read);
    if (source == kNoAccess) continue;
    accesses.last_writes(accesses[read].key, order.clocks().of(read), [&](AccessIndex write) {
      if (write != source && !order.before(write, source)) conflicts.emplace_back(write, source);
    });
  }
  std::sort(conflicts.begin(), conflicts.end());
  conflicts.erase(std::unique(conflicts.begin(), conflicts.end()), conflicts.end());
  return conflicts;
}

// Of the reads of what `later` wrote that come after `earlier`, one whose story is short.
AccessIndex deciding_read(const CausalOrder& order, AccessIndex earlier, AccessIndex later) {
  const Accesses& accesses = order.accesses();
  AccessIndex chosen = kNoAccess;
  std::size_t steps = 0;
  std::uint64_t examples = 0;
  for (AccessIndex read = 0; read < accesses.size() && examples < kStoriesCompared; ++read) {
    if (accesses.source_of(read) != later || !order.before(earlier, read)) continue;
    ++examples;
    const std::size_t its_steps = steps_between(order, earlier, read).size();
    if (chosen != kNoAccess && its_steps >= steps) continue;
    chosen = read;
    steps = its_steps;
  }
  return chosen;
}

}  // namespace

std::vector<BadPattern> convergence_patterns(const CausalOrder& order) {
  const std::vector<CausalEdge> conflicts = conflicts_of(order);
  if (conflicts.empty()) return {};
  AccessGraph graph = causal_graph(order.accesses());
  for (const CausalEdge& conflict : conflicts)
    boost::add_edge(conflict.first, conflict.second, graph);
  const std::optional<CycleFound> cycle = find_cycle(graph, order.accesses());
  if (!cycle) return {};
  BadPattern pattern{PatternKind::kCyclicCf, cycle->components,
                     steps_along(order.accesses(), cycle->accesses, true)};
  for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
    CausalStep& step = pattern.steps[i];
    if (step.link == CausalLink::kConflict)
      step.decided_by =
          deciding_read(order, step.access, pattern.steps[(i + 1) % pattern.steps.size()].access);
  }
  return {std::move(pattern)};
}

}  // namespace faultline::sim
