// Who is where: what each real node reads from its configuration file, the same for all nodes.
// Data centers and racks are sorted by name; the preselected rack of a remote data center follows
// from that order (shared dynomite/facts.md 2 and 3.5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/dynomite/hash.h"
#include "engine/dynomite/ring.h"

namespace faultline::engine::dynomite {

using NodeNumber = std::size_t;  // position in Topology::nodes

struct NodePlace {
  std::string name;  // "us-east/a/0"
  HostId host;
  ProcessId dynomite;
  ProcessId redis;
  std::optional<ProcessId> manager{};
  Token token = 0;  // the first, where it has several
  std::size_t datacenter = 0;
  std::size_t rack = 0;  // within its data center
};

struct Rack {
  std::string name;
  std::vector<NodeNumber> nodes;
  Ring ring;
};

struct Datacenter {
  std::string name;
  std::vector<Rack> racks;
};

class Topology {
 public:
  Topology(std::vector<NodePlace> nodes, std::vector<Datacenter> datacenters,
           std::optional<HashTag> hash_tag, HashFunction hash = HashFunction::kMurmur);

  [[nodiscard]] const std::vector<NodePlace>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<Datacenter>& datacenters() const { return datacenters_; }
  // Whose hashes the key's is of.
  [[nodiscard]] NodeNumber owner(const Rack& rack, const Bytes& key) const;
  // Whom `node` takes for the owner: of a key without anything to hash, as one with an empty tag,
  // itself, in the place of every rack's (shared dynomite/facts.md 2, a key of length 0).
  [[nodiscard]] NodeNumber owner_to(NodeNumber node, const Rack& rack, const Bytes& key) const;
  [[nodiscard]] const Rack& rack_of(const NodePlace& node) const;
  [[nodiscard]] NodeNumber node_on(HostId host) const;

  // The racks of another data center in the order in which `node` tries them with one write: the
  // preselected one, then the others by name. Different coordinators of one data center start with
  // different racks, so their writes have no common order there.
  [[nodiscard]] std::vector<const Rack*> forward_order(const NodePlace& node,
                                                       const Datacenter& there) const;

 private:
  std::vector<NodePlace> nodes_;
  std::vector<Datacenter> datacenters_;
  std::optional<HashTag> hash_tag_;
  HashFunction hash_;
};

}  // namespace faultline::engine::dynomite
