#include "engine/dynomite/deploy.h"

#include <memory>

#include "engine/base/assert.h"
#include "engine/clients/simple_client.h"
#include "engine/dynomite/dynomite.h"
#include "engine/dynomite/node.h"
#include "engine/dynomite/storage.h"
#include "engine/dynomite/topology.h"

namespace faultline::engine {
namespace dynomite {
namespace {

// Machines come in the order (data center, rack, index), names sorted, which is the order wanted
// here.
std::shared_ptr<const Topology> topology_of(std::span<const Machine> machines,
                                            const DynomiteConfig& config) {
  struct RackNodes {
    std::string datacenter;
    std::string rack;
    std::vector<NodeNumber> nodes;
  };
  std::vector<RackNodes> racks;
  std::vector<NodePlace> nodes;
  for (const Machine& machine : machines) {
    if (racks.empty() || racks.back().datacenter != machine.datacenter_name ||
        racks.back().rack != machine.rack_name)
      racks.push_back({machine.datacenter_name, machine.rack_name, {}});
    racks.back().nodes.push_back(nodes.size());
    NodePlace place;
    place.name = machine.name();
    place.host = machine.host;
    // The Redis comes first, so that it listens when its node starts.
    place.redis = ProcessId(static_cast<std::uint32_t>(2 * nodes.size()));
    place.dynomite = ProcessId(static_cast<std::uint32_t>(2 * nodes.size() + 1));
    nodes.push_back(std::move(place));
  }
  std::vector<Datacenter> datacenters;
  for (RackNodes& rack : racks) {
    if (datacenters.empty() || datacenters.back().name != rack.datacenter)
      datacenters.push_back({rack.datacenter, {}});
    const auto given = config.tokens.find({rack.datacenter, rack.rack});
    const std::vector<Token> tokens =
        given == config.tokens.end() ? even_tokens(rack.nodes.size()) : given->second;
    FL_ASSERT(tokens.size() == rack.nodes.size(), "one token a node");
    for (const NodeNumber node : rack.nodes) {
      nodes[node].datacenter = datacenters.size() - 1;
      nodes[node].rack = datacenters.back().racks.size();
    }
    datacenters.back().racks.push_back({rack.rack, std::move(rack.nodes), Ring(tokens)});
  }
  return std::make_shared<const Topology>(std::move(nodes), std::move(datacenters),
                                          config.hash_tag);
}

// The preferred node, then its rack, then the other racks of its data center.
std::vector<Endpoint> endpoints_of(const Topology& topology, HostId preferred) {
  const NodeNumber first = topology.node_on(preferred);
  const NodePlace& place = topology.nodes()[first];
  std::vector<Endpoint> endpoints = {place.dynomite};
  const auto add = [&](const Rack& rack) {
    for (const NodeNumber node : rack.nodes)
      if (node != first) endpoints.push_back(topology.nodes()[node].dynomite);
  };
  add(topology.rack_of(place));
  const std::vector<Rack>& racks = topology.datacenters()[place.datacenter].racks;
  for (std::size_t rack = 0; rack < racks.size(); ++rack)
    if (rack != place.rack) add(racks[rack]);
  return endpoints;
}

std::vector<ProcessId> replicas_of(const Topology& topology, const Bytes& key) {
  std::vector<ProcessId> replicas;
  for (const Datacenter& datacenter : topology.datacenters())
    for (const Rack& rack : datacenter.racks)
      replicas.push_back(topology.nodes()[topology.owner(rack, key)].redis);
  return replicas;
}

Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                  std::uint32_t /*databases*/) {
  return deploy_dynomite(machines, dynomite_config(values));
}

}  // namespace

DynomiteConfig dynomite_config(const ParameterValues& values) {
  DynomiteConfig config;
  config.append_only = get<std::string>(values, "persistence") == "aof";
  return config;
}

Deployment deploy_dynomite(std::span<const Machine> machines, const DynomiteConfig& config) {
  const std::shared_ptr<const Topology> topology = topology_of(machines, config);
  Deployment deployment;
  deployment.arbitration = Arbitration::kArrivalOrder;
  for (NodeNumber node = 0; node < topology->nodes().size(); ++node) {
    const NodePlace& place = topology->nodes()[node];
    const bool append_only = config.append_only;
    deployment.placements.push_back(
        {place.redis, place.host, "redis", place.name + "/redis", true,
         [append_only] { return std::make_unique<Storage>(append_only); }});
    deployment.placements.push_back(
        {place.dynomite, place.host, "dynomite", place.name + "/dynomite", false,
         [topology, node] { return std::make_unique<Node>(topology, node); }});
  }
  deployment.replicas_of = [topology](const Bytes& key, Port) {
    return replicas_of(*topology, key);
  };
  deployment.endpoints = [topology](DatacenterId, HostId preferred, Port) {
    return endpoints_of(*topology, preferred);
  };
  deployment.make_client = [topology](DatacenterId, HostId preferred, Port) {
    return make_simple_client(endpoints_of(*topology, preferred));
  };
  return deployment;
}

}  // namespace dynomite

EngineKind dynomite_engine() {
  EngineKind kind;
  kind.name = "dynomite";
  kind.summary =
      "Netflix Dynomite: command text to every rack, last arrival stays, nothing repairs";
  kind.parameters = {
      {"conflict",
       ParameterUnit::kWord,
       "what decides between writes of one key",
       "\"arrival_order\"",
       {"arrival_order"}},
      {"write", ParameterUnit::kWord, "whom a write waits for", "\"DC_ONE\"", {"DC_ONE"}},
      {"read", ParameterUnit::kWord, "whom a read asks", "\"DC_ONE\"", {"DC_ONE"}},
      {"persistence",
       ParameterUnit::kWord,
       "what the Redis behind a node keeps over a crash",
       "\"none\"",
       {"none", "aof"}},
  };
  kind.deploy = dynomite::deploy;
  kind.promises = {"ledger_sum"};
  kind.roles = {"redis", "dynomite"};
  kind.capabilities = {"stale backups"};
  kind.marks = {"effect_applied_remotely", "dynomite_write_dropped_not_connected",
                "dynomite_remote_rack_failover", "damaged_file_cut"};
  using enum BuggifyPoint;
  add_marks(kind.marks,
            {kEarlySync, kLongStep, kDropsClient, kDropsPeer, kReconnects, kGivesUpEarly});
  return kind;
}

}  // namespace faultline::engine
