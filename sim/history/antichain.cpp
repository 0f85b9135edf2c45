#include "sim/history/antichain.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>
#include <vector>

namespace faultline::sim {
namespace {

using Before = std::function<bool(std::size_t, std::size_t)>;

// Of what was held beside the last element, all that it does not come after stays.
std::size_t widest_in_turn(std::size_t size, std::size_t enough, const Before& before) {
  std::vector<std::size_t> beside;
  std::size_t widest = 0;
  for (std::size_t next = 0; next < size && widest < enough; ++next) {
    std::erase_if(beside, [&](std::size_t each) { return before(each, next); });
    beside.push_back(next);
    widest = std::max(widest, beside.size());
  }
  return widest;
}

std::size_t widest_of_all(std::size_t size, const Before& before) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  Graph graph(2 *
              size);  // each element as one that comes before others, and as one that comes after
  for (std::size_t later = 1; later < size; ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      if (before(earlier, later)) boost::add_edge(earlier, size + later, graph);
  std::vector<Graph::vertex_descriptor> mates(2 * size);
  boost::edmonds_maximum_cardinality_matching(graph, mates.data());
  return size - boost::matching_size(graph, mates.data());
}

}  // namespace

Width widest_antichain(std::size_t size, std::size_t chains, const Before& before) {
  const std::size_t most = std::min(size, chains);
  const std::size_t least = widest_in_turn(size, most, before);
  if (least == most) return {least, true};
  if (size > kExactElementsMax) return {least, false};
  return {widest_of_all(size, before), true};
}

}  // namespace faultline::sim
