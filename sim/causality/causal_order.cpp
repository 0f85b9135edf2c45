#include "sim/causality/causal_order.h"

#include <boost/graph/topological_sort.hpp>
#include <iterator>

namespace faultline::sim {

CausalOrder::CausalOrder(const RegisterHistory& history) : accesses_(history) {
  const AccessGraph graph = causal_graph(accesses_);
  cycle_ = find_cycle(graph, accesses_);
  if (cycle_) return;
  in_order_.reserve(accesses_.size());
  boost::topological_sort(graph, std::back_inserter(in_order_));
  std::reverse(in_order_.begin(), in_order_.end());
  clocks_.emplace(accesses_);
  for (const AccessIndex access : in_order_) {
    accesses_.before_in_session(access,
                                [&](AccessIndex earlier) { clocks_->put_before(earlier, access); });
    if (accesses_.source_of(access) != kNoAccess)
      clocks_->put_before(accesses_.source_of(access), access);
  }
}

Clocks CausalOrder::session_clocks() const {
  Clocks clocks(accesses_);
  for (const AccessIndex access : in_order_)
    accesses_.before_in_session(access,
                                [&](AccessIndex earlier) { clocks.put_before(earlier, access); });
  return clocks;
}

}  // namespace faultline::sim
