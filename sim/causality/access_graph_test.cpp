#include "sim/causality/access_graph.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

// So many sessions of one write each, which nothing ties.
Accesses writes_alone(std::uint32_t count) {
  RegisterHistory history;
  for (std::uint32_t i = 0; i < count; ++i) history.sessions.push_back({{true, i, 1}});
  return Accesses(history);
}

TEST_CASE("a graph without cycles has none to show") {
  AccessGraph graph(3);
  boost::add_edge(0, 1, graph);
  boost::add_edge(0, 2, graph);
  boost::add_edge(1, 2, graph);
  CHECK_FALSE(find_cycle(graph, writes_alone(3)).has_value());
}

TEST_CASE("the cycle shown is the shortest of the smallest component, not the component") {
  AccessGraph graph(12);
  // A ring of three that leads into one of six with shortcuts.
  for (const AccessIndex i : {0U, 1U, 2U}) boost::add_edge(i, (i + 1) % 3, graph);
  for (AccessIndex i = 0; i < 6; ++i) boost::add_edge(3 + i, 3 + (i + 1) % 6, graph);
  boost::add_edge(2, 3, graph);
  boost::add_edge(6, 3, graph);
  std::optional<CycleFound> cycle = find_cycle(graph, writes_alone(12));
  REQUIRE(cycle.has_value());
  CHECK(cycle->components == 2);
  CHECK(cycle->accesses == std::vector<AccessIndex>{0, 1, 2});

  boost::add_edge(3, 0, graph);  // now all nine are one component
  cycle = find_cycle(graph, writes_alone(12));
  CHECK(cycle->components == 1);
  CHECK(cycle->accesses.size() == 3);
  boost::add_edge(8, 7, graph);
  CHECK(find_cycle(graph, writes_alone(12))->accesses == std::vector<AccessIndex>{7, 8});
}

TEST_CASE("the shortest way has both its ends, and there may be none") {
  AccessGraph graph(5);
  for (const AccessIndex i : {0U, 1U, 2U}) boost::add_edge(i, i + 1, graph);
  CHECK(shortest_way(graph, 0, 3) == std::vector<AccessIndex>{0, 1, 2, 3});
  boost::add_edge(0, 2, graph);
  CHECK(shortest_way(graph, 0, 3) == std::vector<AccessIndex>{0, 2, 3});
  CHECK(shortest_way(graph, 3, 0).empty());
  CHECK(shortest_way(graph, 0, 4).empty());
}

}  // namespace
}  // namespace faultline::sim
