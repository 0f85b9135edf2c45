#include "engine/dynomite/topology.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {

TEST_CASE("the preselected remote rack is the own rack's number modulo the racks there") {
  std::vector<NodePlace> nodes(3);
  nodes[2].rack = 2;
  std::vector<Datacenter> datacenters = {{"here", {}}, {"there", {}}};
  for (const char* rack : {"a", "b"}) datacenters[1].racks.push_back({rack, {0}, Ring({1})});
  const Topology topology(nodes, datacenters, std::nullopt);
  const auto first = [&](std::size_t rack) {
    NodePlace place;
    place.rack = rack;
    return topology.forward_order(place, topology.datacenters()[1]);
  };
  CHECK(first(0)[0]->name == "a");
  CHECK(first(1)[0]->name == "b");
  CHECK(first(1)[1]->name == "a");
  CHECK(first(2)[0]->name == "a");
}

}  // namespace faultline::engine::dynomite
