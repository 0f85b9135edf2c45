#include "sim/causality/causal_steps.h"

#include <algorithm>

namespace faultline::sim {
namespace {

// The first access of the session of `later` that comes after `earlier`.
AccessIndex first_after(const CausalOrder& order, AccessIndex earlier, AccessIndex later) {
  const Accesses& accesses = order.accesses();
  std::uint32_t from = 0;
  std::uint32_t to = accesses.position_of(later);
  while (from < to) {
    const std::uint32_t middle = from + (to - from) / 2;
    if (order.before(earlier, accesses.at(accesses.session_of(later), middle)))
      to = middle;
    else
      from = middle + 1;
  }
  return accesses.at(accesses.session_of(later), from);
}

// Where the session of `later` learned of `earlier`: the first read of its value, or what came
// first after it.
AccessIndex learned_at(const CausalOrder& order, AccessIndex earlier, AccessIndex later) {
  const Accesses& accesses = order.accesses();
  const AccessIndex first = first_after(order, earlier, later);
  for (AccessIndex i = first; i <= later; ++i)
    if (accesses.source_of(i) == earlier) return i;
  return first;
}

// What comes just before `at` in the way from `earlier`.
CausalStep last_step(const CausalOrder& order, AccessIndex earlier, AccessIndex at) {
  const auto leads = [&](AccessIndex access) {
    return access == earlier || order.before(earlier, access);
  };
  const AccessIndex source = order.accesses().source_of(at);
  if (source != kNoAccess && leads(source)) return {source, CausalLink::kRead};
  CausalStep step{kNoAccess, CausalLink::kSession};
  order.accesses().before_in_session(at, [&](AccessIndex before) {
    if (leads(before)) step.access = before;
  });
  return step;
}

CausalLink link_between(const Accesses& accesses, AccessIndex earlier, AccessIndex later) {
  bool in_session = false;
  accesses.before_in_session(later, [&](AccessIndex each) { in_session |= each == earlier; });
  if (in_session) return CausalLink::kSession;
  return accesses.source_of(later) == earlier ? CausalLink::kRead : CausalLink::kConflict;
}

}  // namespace

std::vector<CausalStep> steps_between(const CausalOrder& order, AccessIndex earlier,
                                      AccessIndex later) {
  const Accesses& accesses = order.accesses();
  std::vector<CausalStep> steps = {{later}};
  for (AccessIndex at = later; at != earlier;) {
    const bool in_session = accesses.session_of(at) == accesses.session_of(earlier);
    const AccessIndex learned = in_session ? earlier : learned_at(order, earlier, at);
    if (learned != at) steps.push_back({learned, CausalLink::kSession});
    at = learned;
    if (at == earlier) break;
    steps.push_back(last_step(order, earlier, at));
    at = steps.back().access;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::vector<CausalStep> steps_along(const Accesses& accesses, const std::vector<AccessIndex>& way,
                                    bool cycle) {
  std::vector<CausalStep> steps;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const bool last = i + 1 == way.size();
    const AccessIndex next = last ? way.front() : way[i + 1];
    const CausalLink link =
        last && !cycle ? CausalLink::kNone : link_between(accesses, way[i], next);
    const bool goes_on =
        !steps.empty() && steps.back().link == CausalLink::kSession && link == CausalLink::kSession;
    if (!goes_on) steps.push_back({way[i], link});
  }
  // A run of steps in one session that the beginning of a cycle cuts in two.
  if (cycle && steps.size() > 1 && steps.back().link == CausalLink::kSession &&
      steps.front().link == CausalLink::kSession)
    steps.erase(steps.begin());
  return steps;
}

void keep_shorter_story(BadPattern& pattern, std::vector<CausalStep> steps) {
  if (pattern.steps.empty() || steps.size() < pattern.steps.size())
    pattern.steps = std::move(steps);
}

}  // namespace faultline::sim
