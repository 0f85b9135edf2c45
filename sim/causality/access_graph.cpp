#include "sim/causality/access_graph.h"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/queue.hpp>

namespace faultline::sim {
namespace {

using AccessNumbers = std::vector<std::uint32_t>;

// A breadth-first search has no other way to end early: its queue says that it is empty.
class EndingQueue {
 public:
  void push(std::size_t vertex) { queue_.push(vertex); }
  void pop() { queue_.pop(); }
  [[nodiscard]] std::size_t top() const { return queue_.top(); }
  [[nodiscard]] bool empty() const { return ended_ || queue_.empty(); }
  void end() { ended_ = true; }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  boost::queue<std::size_t> queue_;
  bool ended_ = false;
};

struct WaySearch {
  AccessIndex to = 0;
  std::uint32_t steps_max = 0;
  AccessNumbers before;  // by vertex: where the search came from
  AccessNumbers steps;
  std::uint64_t edges = 0;  // that it looked at
  bool found = false;
  EndingQueue queue;
};

class WayVisitor : public boost::bfs_visitor<> {
 public:
  explicit WayVisitor(WaySearch& search) : search_(&search) {}
  void examine_vertex(std::size_t vertex, const AccessGraph&) {
    if (search_->steps[vertex] >= search_->steps_max) search_->queue.end();
  }
  void examine_edge(AccessGraph::edge_descriptor edge, const AccessGraph&) {
    ++search_->edges;
    if (edge.m_target != search_->to || search_->queue.ended()) return;
    search_->before[search_->to] = static_cast<AccessIndex>(edge.m_source);
    search_->found = true;
    search_->queue.end();
  }
  void tree_edge(AccessGraph::edge_descriptor edge, const AccessGraph&) {
    if (edge.m_target == search_->to) return;
    search_->before[edge.m_target] = static_cast<AccessIndex>(edge.m_source);
    search_->steps[edge.m_target] = search_->steps[edge.m_source] + 1;
  }

 private:
  WaySearch* search_;
};

// The way of at least one edge and at most `steps_max`, without its beginning. Adds to `edges`.
AccessNumbers way_between(const AccessGraph& graph, AccessIndex from, AccessIndex to,
                          std::uint32_t steps_max, std::uint64_t& edges) {
  const std::size_t size = boost::num_vertices(graph);
  WaySearch search;
  search.to = to;
  search.steps_max = steps_max;
  search.before.assign(size, kNoAccess);
  search.steps.assign(size, 0);
  std::vector<boost::default_color_type> colors(size);
  boost::breadth_first_search(
      graph, from, search.queue, WayVisitor(search),
      boost::make_iterator_property_map(colors.begin(), boost::get(boost::vertex_index, graph)));
  edges += search.edges + size;
  AccessNumbers way;
  if (!search.found) return way;
  for (AccessIndex at = to; at != from || way.empty(); at = search.before[at]) way.push_back(at);
  std::reverse(way.begin(), way.end());
  return way;
}

// The smallest component with a cycle, and the graph of its members alone.
struct CyclicComponent {
  std::vector<AccessIndex> members;
  AccessGraph graph;
  std::uint64_t alike = 0;  // how many components have cycles
};

CyclicComponent smallest_component(const AccessGraph& graph) {
  const std::size_t size = boost::num_vertices(graph);
  AccessNumbers component_of(size);
  const std::uint32_t count = boost::strong_components(
      graph, boost::make_iterator_property_map(component_of.begin(),
                                               boost::get(boost::vertex_index, graph)));
  CyclicComponent result;
  if (count == size) return result;  // no access comes before itself
  AccessNumbers sizes(count, 0);
  for (const std::uint32_t component : component_of) ++sizes[component];
  std::uint32_t chosen = kNoAccess;
  AccessNumbers number_of(size, kNoAccess);
  for (AccessIndex i = 0; i < size; ++i) {
    const std::uint32_t component = component_of[i];
    if (sizes[component] > 1 && (chosen == kNoAccess || sizes[component] < sizes[chosen]))
      chosen = component;
  }
  for (const std::uint32_t each : sizes) result.alike += each > 1 ? 1 : 0;
  for (AccessIndex i = 0; i < size; ++i)
    if (component_of[i] == chosen) {
      number_of[i] = static_cast<AccessIndex>(result.members.size());
      result.members.push_back(i);
    }
  result.graph = AccessGraph(result.members.size());
  for (const AccessIndex member : result.members) {
    const auto [first, last] = boost::out_edges(member, graph);
    for (auto edge = first; edge != last; ++edge)
      if (number_of[edge->m_target] != kNoAccess)
        boost::add_edge(number_of[member], number_of[edge->m_target], result.graph);
  }
  return result;
}

}  // namespace

AccessGraph causal_graph(const Accesses& accesses) {
  AccessGraph graph(accesses.size());
  for (AccessIndex i = 0; i < accesses.size(); ++i) {
    accesses.before_in_session(i, [&](AccessIndex earlier) { boost::add_edge(earlier, i, graph); });
    const AccessIndex source = accesses.source_of(i);
    if (source != kNoAccess) boost::add_edge(source, i, graph);
  }
  return graph;
}

std::optional<CycleFound> find_cycle(const AccessGraph& graph, const Accesses& accesses) {
  // Of searching that is a second or so; what was found by then is short enough to be read.
  constexpr std::uint64_t kEdgesMax = std::uint64_t{1} << 26;
  const CyclicComponent component = smallest_component(graph);
  if (component.members.empty()) return std::nullopt;
  AccessNumbers shortest;
  std::uint64_t edges = 0;
  for (AccessIndex start = 0; start < component.members.size(); ++start) {
    if (shortest.size() == 2 || (edges > kEdgesMax && !shortest.empty())) break;
    if (!accesses[component.members[start]].writes) continue;
    const auto steps_max = static_cast<std::uint32_t>(shortest.empty() ? component.members.size()
                                                                       : shortest.size() - 1);
    AccessNumbers cycle = way_between(component.graph, start, start, steps_max, edges);
    if (cycle.empty()) continue;
    std::rotate(cycle.begin(), cycle.end() - 1, cycle.end());
    shortest = std::move(cycle);
  }
  CycleFound found;
  found.components = component.alike;
  for (const AccessIndex member : shortest) found.accesses.push_back(component.members[member]);
  return found;
}

std::vector<AccessIndex> shortest_way(const AccessGraph& graph, AccessIndex from, AccessIndex to) {
  std::uint64_t edges = 0;
  std::vector<AccessIndex> way = way_between(graph, from, to, kNoAccess, edges);
  if (!way.empty()) way.insert(way.begin(), from);
  return way;
}

}  // namespace faultline::sim
