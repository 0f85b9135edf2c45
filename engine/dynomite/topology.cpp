#include "engine/dynomite/topology.h"

#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {

Topology::Topology(std::vector<NodePlace> nodes, std::vector<Datacenter> datacenters,
                   std::optional<HashTag> hash_tag, HashFunction hash)
    : nodes_(std::move(nodes)),
      datacenters_(std::move(datacenters)),
      hash_tag_(hash_tag),
      hash_(hash) {}

NodeNumber Topology::owner(const Rack& rack, const Bytes& key) const {
  return rack.nodes[rack.ring.owner(key_hash(hash_, hashed_part(key.view(), hash_tag_)))];
}

NodeNumber Topology::owner_to(NodeNumber node, const Rack& rack, const Bytes& key) const {
  return hashed_part(key.view(), hash_tag_).empty() ? node : owner(rack, key);
}

const Rack& Topology::rack_of(const NodePlace& node) const {
  return datacenters_[node.datacenter].racks[node.rack];
}

NodeNumber Topology::node_on(HostId host) const {
  for (NodeNumber node = 0; node < nodes_.size(); ++node)
    if (nodes_[node].host == host) return node;
  FL_ASSERT(false, "every host carries a node");
  return 0;
}

std::vector<const Rack*> Topology::forward_order(const NodePlace& node,
                                                 const Datacenter& there) const {
  const std::size_t preselected = node.rack % there.racks.size();
  std::vector<const Rack*> order = {&there.racks[preselected]};
  for (std::size_t rack = 0; rack < there.racks.size(); ++rack)
    if (rack != preselected) order.push_back(&there.racks[rack]);
  return order;
}

}  // namespace faultline::engine::dynomite
