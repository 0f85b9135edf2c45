#include "engine/dynomite/deploy.h"

#include <array>
#include <memory>

#include "engine/base/assert.h"
#include "engine/clients/simple_client.h"
#include "engine/dynomite/advice.h"
#include "engine/dynomite/dynomite.h"
#include "engine/dynomite/manager.h"
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
    const std::size_t first = (config.managed ? 3 : 2) * nodes.size();
    place.redis = ProcessId(static_cast<std::uint32_t>(first));
    place.dynomite = ProcessId(static_cast<std::uint32_t>(first + 1));
    if (config.managed) place.manager = ProcessId(static_cast<std::uint32_t>(first + 2));
    nodes.push_back(std::move(place));
  }
  std::vector<Datacenter> datacenters;
  for (RackNodes& rack : racks) {
    if (datacenters.empty() || datacenters.back().name != rack.datacenter)
      datacenters.push_back({rack.datacenter, {}});
    const auto given = config.tokens.find({rack.datacenter, rack.rack});
    const NodeTokens tokens = given == config.tokens.end()
                                  ? even_tokens(rack.nodes.size(), config.tokens_a_node)
                                  : given->second;
    FL_ASSERT(tokens.size() == rack.nodes.size(), "each node has tokens");
    for (std::size_t i = 0; i < rack.nodes.size(); ++i)
      nodes[rack.nodes[i]].token = tokens[i].front();
    for (const NodeNumber node : rack.nodes) {
      nodes[node].datacenter = datacenters.size() - 1;
      nodes[node].rack = datacenters.back().racks.size();
    }
    datacenters.back().racks.push_back({rack.rack, std::move(rack.nodes), Ring(tokens)});
  }
  return std::make_shared<const Topology>(std::move(nodes), std::move(datacenters), config.hash_tag,
                                          config.hash);
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

// Without a tag the whole key decides.
constexpr std::string_view kNoTag = "none";

template <std::size_t kCount>
std::vector<std::string_view> words_of(const std::array<std::string_view, kCount>& names) {
  return {names.begin(), names.end()};
}

// How many connections a node keeps to one other; the real program's default is one.
Parameter connections(std::string_view name, std::string_view summary) {
  Parameter parameter{name, ParameterUnit::kInteger, summary, "1"};
  parameter.least = 1;
  parameter.most = 100;
  return parameter;
}

Parameter number(std::string_view name, std::string_view summary, std::string_view default_text,
                 std::int64_t least, std::int64_t most) {
  Parameter parameter{name, ParameterUnit::kInteger, summary, default_text};
  parameter.least = least;
  parameter.most = most;
  return parameter;
}

std::vector<Parameter> parameters() {
  const auto word = ParameterUnit::kWord;
  const std::vector<std::string_view> levels = words_of(kConsistencyNames);
  return {
      {"conflict",
       word,
       "what decides between writes of one key: who arrives last, or stamps (read repairs)",
       "\"arrival_order\"",
       {"arrival_order", "timestamp"}},
      {"write", word, "whom a write waits for", "\"DC_ONE\"", levels},
      {"read", word, "whom a read asks", "\"DC_ONE\"", levels},
      {"other_levels_at", ParameterUnit::kHosts, "nodes whose configuration names other levels",
       "[]"},
      {"write_there", word, "whom a write waits for that one of those coordinates", "\"DC_ONE\"",
       levels},
      {"read_there", word, "whom a read asks that one of those coordinates", "\"DC_ONE\"", levels},
      {"each_mode",
       word,
       "DC_EACH_SAFE_QUORUM as the real program does it, or as its documents say",
       "\"as_shipped\"",
       {"as_shipped", "documented"}},
      {"secure_server_option",
       word,
       "which links are encrypted; without those between data centers no DC_EACH succeeds",
       "\"none\"",
       {"none", "rack", "datacenter", "all"}},
      {"hash", word, "the hash of keys", "\"murmur\"", words_of(kHashNames)},
      {"hash_tag",
       word,
       "the two characters between which the part of a key lies that is hashed",
       "\"none\"",
       {kNoTag, "{}", "[]", "()", "<>"}},
      number("tokens_per_node", "even tokens of each node, spread over its rack's ring", "1", 1,
             1024),
      connections("local_peer_connections", "connections to a peer of the own data center"),
      connections("remote_peer_connections", "connections to a peer of another data center"),
      connections("datastore_connections", "connections of a node to its own Redis"),
      number("conn_msg_rate", "messages a second to another data center, a connection", "50000", 1,
             1'000'000),
      number("timeout_factor", "multiplies every time-out of a node", "1", 1, 10),
      {"enable_gossip", ParameterUnit::kBoolean,
       "whether nodes tell each other their states; no routing follows from it", "false"},
      {"gos_interval", ParameterUnit::kDuration, "how often each tells another one", "\"30s\""},
      {"manager",
       word,
       "whether a Dynomite Manager warms up a node whose machine was down, from a peer",
       "\"none\"",
       {"none", "warm_up"},
       {},
       0,
       0,
       {"persistence", "none"}},
      {"persistence",
       word,
       "what the Redis behind a node keeps over a crash",
       "\"none\"",
       {"none", "aof"}},
  };
}

Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                  std::uint32_t /*databases*/) {
  return deploy_dynomite(machines, dynomite_config(values));
}

}  // namespace

DynomiteConfig dynomite_config(const ParameterValues& values) {
  const auto word = [&](std::string_view name) { return get<std::string>(values, name); };
  const auto number = [&](std::string_view name) { return get<std::int64_t>(values, name); };
  DynomiteConfig config;
  config.append_only = word("persistence") == "aof";
  config.managed = word("manager") == "warm_up";
  config.hash = *find_hash_function(word("hash"));
  if (const std::string tag = word("hash_tag"); tag != kNoTag) config.hash_tag = {tag[0], tag[1]};
  config.tokens_a_node = static_cast<std::size_t>(number("tokens_per_node"));
  NodeSettings& node = config.node;
  node.read = *find_consistency(word("read"));
  node.write = *find_consistency(word("write"));
  config.other_levels_at = get<Names>(values, "other_levels_at");
  config.read_there = *find_consistency(word("read_there"));
  config.write_there = *find_consistency(word("write_there"));
  node.each_as_documented = word("each_mode") == "documented";
  node.encrypted_between_datacenters = word("secure_server_option") != "none";
  node.read_repairs = word("conflict") == "timestamp";
  node.local_peer_connections = static_cast<std::uint32_t>(number("local_peer_connections"));
  node.remote_peer_connections = static_cast<std::uint32_t>(number("remote_peer_connections"));
  node.datastore_connections = static_cast<std::uint32_t>(number("datastore_connections"));
  node.messages_per_second = number("conn_msg_rate");
  node.timeout_factor = number("timeout_factor");
  node.gossip = get<bool>(values, "enable_gossip");
  node.gossip_interval = get<Duration>(values, "gos_interval");
  return config;
}

NodeSettings DynomiteConfig::settings_of(const Machine& machine) const {
  NodeSettings settings = node;
  const std::string rack = machine.datacenter_name + "/" + machine.rack_name;
  for (const std::string& place : other_levels_at) {
    if (place != machine.name() && place != rack && place != machine.datacenter_name) continue;
    settings.read = read_there;
    settings.write = write_there;
  }
  return settings;
}

Deployment deploy_dynomite(std::span<const Machine> machines, const DynomiteConfig& config) {
  const std::shared_ptr<const Topology> topology = topology_of(machines, config);
  Deployment deployment;
  deployment.arbitration = Arbitration::kArrivalOrder;
  for (NodeNumber node = 0; node < topology->nodes().size(); ++node) {
    const NodePlace& place = topology->nodes()[node];
    const bool append_only = config.append_only;
    // One node a machine, in their order.
    const NodeSettings settings = config.settings_of(machines[node]);
    deployment.stamps_commands |= settings.stamps();
    deployment.placements.push_back({place.redis, place.host, "redis", place.name + "/redis", true,
                                     [append_only, self = place.redis] {
                                       return std::make_unique<Storage>(append_only, self);
                                     }});
    deployment.placements.push_back(
        {place.dynomite, place.host, "dynomite", place.name + "/dynomite", false,
         [topology, node, settings] { return std::make_unique<Node>(topology, node, settings); }});
    if (place.manager)
      deployment.placements.push_back(
          {*place.manager, place.host, "manager", place.name + "/manager", false,
           [topology, node] { return std::make_unique<Manager>(topology, node); }});
  }
  deployment.slot_of = [](const Bytes&) { return std::uint16_t{0}; };  // a Redis is copied whole
  deployment.replicas_of = [topology](const Bytes& key, Port) {
    return replicas_of(*topology, key);
  };
  deployment.is_replicated = [](const Arguments& command) {
    const CommandKind* kind = taken_command(command);
    return kind != nullptr && routed_as(*kind) == Access::kWrite;
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
      "Netflix Dynomite: command text to every rack, last arrival stays, or stamps decide";
  kind.parameters = dynomite::parameters();
  kind.deploy = dynomite::deploy;
  kind.advice = dynomite::advice;
  kind.promises = {"ledger_sum"};
  kind.roles = {"redis", "dynomite", "manager"};
  kind.capabilities = {"stale backups", "levels of consistency"};
  kind.marks = {"effect_applied_remotely",
                "dynomite_write_dropped_not_connected",
                "dynomite_remote_rack_failover",
                "dynomite_rate_limited",
                "dynomite_read_repair",
                "dynomite_killed_by_del",
                "dynomite_warm_up",
                "dynomite_warm_up_failed",
                "dynomite_full_copy",
                "dynomite_gossip_down",
                "damaged_file_cut"};
  using enum BuggifyPoint;
  add_marks(kind.marks,
            {kEarlySync, kLongStep, kDropsClient, kDropsPeer, kReconnects, kGivesUpEarly});
  return kind;
}

}  // namespace faultline::engine
