#include "engine/dynomite/topology.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {

TEST_CASE("the preselected remote rack is the own rack's number modulo the racks there") {
  std::vector<NodePlace> nodes(3);
  nodes[2].rack = 2;
  std::vector<Datacenter> datacenters = {{"here", {}}, {"there", {}}};
  for (const char* rack : {"a", "b"})
    datacenters[1].racks.push_back({rack, {0}, Ring(NodeTokens{{1}})});
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

TEST_CASE("the configured hash function decides the owner of a key") {
  const std::vector<Datacenter> datacenters = {
      {"here", {{"a", {0, 1}, Ring(NodeTokens{{0x8fffffff}, {0xffffffff}})}}}};
  const auto owner = [&](HashFunction hash) {
    const Topology topology(std::vector<NodePlace>(2), datacenters, std::nullopt, hash);
    return topology.owner(topology.datacenters()[0].racks[0], Bytes("123456789"));
  };
  CHECK(owner(HashFunction::kCrc32a) == 1);  // 0xcbf43926
  CHECK(owner(HashFunction::kCrc32) == 0);   // 0x4bf4
  CHECK(owner(HashFunction::kMurmur) == 1);  // 0xb7760690
}

TEST_CASE("a node takes itself for the owner of a key whose tag is empty, in every rack") {
  const std::vector<Datacenter> datacenters = {
      {"here", {{"a", {0, 1}, Ring(even_tokens(2))}, {"b", {2}, Ring(even_tokens(1))}}}};
  const Topology topology(std::vector<NodePlace>(3), datacenters, HashTag{});
  for (const Rack& rack : topology.datacenters()[0].racks)
    for (const NodeNumber node : {0, 1, 2}) {
      CHECK(topology.owner_to(node, rack, "cart{}1") == node);
      CHECK(topology.owner_to(node, rack, "cart{x}1") == topology.owner(rack, "y{x}"));
      CHECK(topology.owner_to(node, rack, "cart{1") == topology.owner(rack, "cart{1"));
    }
}

}  // namespace faultline::engine::dynomite
