#include "engine/active_active/deploy.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/active_active/active_active.h"
#include "engine/active_active/cluster_manager.h"
#include "engine/active_active/compression.h"
#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/last_write_wins_keyspace.h"
#include "engine/active_active/layout.h"
#include "engine/active_active/memory_parameters.h"
#include "engine/active_active/proxy.h"
#include "engine/active_active/service_times.h"
#include "engine/active_active/shard.h"
#include "engine/active_active/syncer.h"
#include "engine/base/assert.h"
#include "engine/clients/failover_client.h"
#include "engine/clients/simple_client.h"

namespace faultline::engine::active_active {
namespace {

// With 64 hosts a rack every one of the 16,384 slots has a shard of its own. Chosen.
constexpr std::int64_t kShardsPerHostMax = 256;
constexpr std::int64_t kProxyThreadsMax = 256;  // basis: chosen

// Of what belongs to one of several databases.
std::string name_prefix(std::size_t database, std::size_t databases) {
  return databases == 1 ? "" : "db" + std::to_string(database) + "-";
}

SyncerConfig syncer_config(const Layout& layout, const MemberLayout& own,
                           std::optional<ProcessId> self) {
  SyncerConfig config{own.member, own.datacenter, self, own.shards, {}, layout.hosts()};
  for (const MemberLayout& each : layout.members())
    if (each.member != own.member)
      config.remotes.push_back({each.member, each.datacenter, each.name, each.shards});
  return config;
}

ShardConfig shard_config(const Layout& layout, const MemberLayout& own,
                         const MachineLayout::ShardProcess& shard, const ParameterValues& values,
                         const DeployOptions& options) {
  ShardConfig config;
  config.self = shard.process;
  config.member = own.member;
  if (own.managers.empty())
    config.slots = SlotMap::of(static_cast<std::uint32_t>(own.shards.size())).owned_by(shard.shard);
  config.backlog_bytes = backlog_bytes(values, own.shards.size());
  config.memory = memory_limit(values, own.shards.size());
  config.compression = get<std::int64_t>(values, "compression");
  config.causal = options.causal;
  config.make_keyspace = options.make_keyspace;
  config.hosts = layout.hosts();
  for (const MemberLayout& each : layout.members()) config.member_names[each.member] = each.name;
  if (!own.managers.empty()) config.index = shard.shard;
  return config;
}

// None: standbys stay where they are.
std::optional<Duration> replica_ha_grace_of(const ParameterValues& values) {
  if (!get<bool>(values, "standbys") || !get<bool>(values, "replica_ha")) return std::nullopt;
  return get<Duration>(values, "replica_ha_grace");
}

ClusterConfig cluster_config(const Layout& layout, const MemberLayout& own,
                             std::optional<Duration> replica_ha_grace) {
  ClusterConfig config;
  config.member = own.member;
  config.managers = own.managers;
  config.shards = own.candidates;
  for (std::size_t shard = 0; shard < own.candidates.size(); ++shard)
    for (std::size_t i = 0; i < own.candidates[shard].size(); ++i)
      config.hosts[own.candidates[shard][i]] = own.shard_hosts[shard][i];
  for (std::size_t i = 0; i < own.managers.size(); ++i) {
    const auto proxy = std::next(own.proxies.begin(), static_cast<std::ptrdiff_t>(i));
    config.hosts[own.managers[i]] = proxy->first;
  }
  config.syncers = own.syncers;
  for (const auto& [host, proxy] : own.proxies) config.proxies.push_back(proxy);
  for (const MemberLayout& each : layout.members())
    if (each.member != own.member)
      config.remote_syncers.insert(config.remote_syncers.end(), each.syncers.begin(),
                                   each.syncers.end());
  config.replica_ha_grace = replica_ha_grace;
  return config;
}

ProxyConfig proxy_config(const std::vector<Layout>& layouts, const Machine& machine,
                         const ParameterValues& values) {
  ProxyConfig config;
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    const MemberLayout& own = layouts[i].of(machine.datacenter);
    config.databases.push_back({name_prefix(i, layouts.size()), own.shards, own.managers});
    config.member = own.member;
  }
  config.host = machine.host;
  config.hosts = layouts.front().hosts();
  config.request_time = kProxyRequestTime / get<std::int64_t>(values, "proxy_threads");
  return config;
}

// The nearest instance first, then the others by name.
std::unique_ptr<Process> make_client(const Layout& layout, std::string_view library,
                                     DatacenterId home, HostId preferred) {
  if (library == "plain") return make_simple_client(layout.endpoints(home, preferred));
  std::vector<std::vector<Endpoint>> databases{layout.endpoints(home, preferred)};
  for (const MemberLayout& each : layout.members())
    if (each.datacenter != home)
      databases.push_back(layout.endpoints(each.datacenter, each.proxies.begin()->first));
  return std::make_unique<FailoverClient>(library == "jedis" ? kJedisFailover : kRedisPyFailover,
                                          databases);
}

template <class Keys>
std::unique_ptr<Keyspace> make_keyspace() {
  return std::make_unique<Keys>();
}

std::vector<Parameter> common_parameters() {
  std::vector<Parameter> parameters = {
      {.name = "shards_per_host",
       .unit = ParameterUnit::kInteger,
       .summary = "shards on each host",
       .default_text = "2",
       .least = 1,
       .most = kShardsPerHostMax},
      {.name = "proxy_threads",
       .unit = ParameterUnit::kInteger,
       .summary =
           "worker threads of the proxy on each host: it carries so many times what one does",
       .default_text = "3",
       .least = 1,
       .most = kProxyThreadsMax},
      {.name = "standbys",
       .unit = ParameterUnit::kBoolean,
       .summary = "each shard has a standby on another host, and a cluster manager promotes it",
       .default_text = "false"},
      {.name = "replica_ha",
       .unit = ParameterUnit::kBoolean,
       .summary = "a standby that stays away is replaced by one on another host",
       .default_text = "false"},
      {.name = "replica_ha_grace",
       .unit = ParameterUnit::kDuration,
       .summary = "how long a standby may be away before it is replaced",
       .default_text = "\"10m\""},
      {.name = "compression",
       .unit = ParameterUnit::kInteger,
       .summary = "level of compression between data centers, from 0 (none) to 6",
       .default_text = kCompressionDefault,
       .least = 0,
       .most = kCompressionMost},
      {.name = "client",
       .unit = ParameterUnit::kWord,
       .summary = "how applications go over to another data center: not by themselves, or as "
                  "redis-py or Jedis do by their documented defaults",
       .default_text = "\"plain\"",
       .words = {"plain", "redis_py", "jedis"}}};
  for (Parameter& parameter : memory_parameters()) parameters.push_back(std::move(parameter));
  return parameters;
}

std::vector<std::string_view> common_marks() {
  using enum BuggifyPoint;
  std::vector<std::string_view> marks = {"effect_applied_remotely",
                                         "damaged_file_cut",
                                         "full_sync_merged",
                                         "partial_sync_resumed",
                                         "gap_full_sync",
                                         "own_effects_returned",
                                         "duplicate_filtered",
                                         "client_failed_over",
                                         "client_failed_back",
                                         "manager_elected",
                                         "standby_copied",
                                         "standby_promoted",
                                         "primary_stepped_down",
                                         "standby_moved",
                                         "slots_copied",
                                         "slots_handed_over",
                                         "slots_taken",
                                         "slots_moved_away",
                                         "slot_move_given_up",
                                         "request_for_moved_slot",
                                         "removed_member_rejected",
                                         "joined_as_new"};
  for (const std::string_view mark : memory_marks()) marks.push_back(mark);
  add_marks(marks, {kSmallBatch, kFullSync, kRestartsPull, kEarlySync, kLongStep, kDropsClient,
                    kReconnects, kGivesUpEarly});
  return marks;
}

// The syncer of a data center can be told to leave out another one, and all of them who takes part.
std::vector<std::string_view> common_capabilities() {
  return {"replication streams", "membership of data centers"};
}

// A cluster manager moves slots to machines that join, and off those that leave.
std::vector<std::string_view> capabilities_with(const ParameterValues& values) {
  if (!values.contains("standbys") || !get<bool>(values, "standbys")) return {};
  return {"membership"};
}

// What belongs to one database on one machine.
struct Part {
  const Machine& machine;
  const Layout& layout;
  std::string prefix;  // of its names
  [[nodiscard]] const MemberLayout& member() const { return layout.of(machine.datacenter); }
  [[nodiscard]] const MachineLayout& here() const { return layout.of(machine.host); }
};

void place(const Machine& machine, const char* role, const std::string& name, ProcessFactory make,
           Deployment& deployment) {
  deployment.placements.push_back(
      {ProcessId(static_cast<std::uint32_t>(deployment.placements.size())), machine.host, role,
       machine.name() + "/" + name, std::string_view(role) == "shard", std::move(make)});
}

void place_part(const Part& part, const ParameterValues& values, const DeployOptions& options,
                Deployment& deployment) {
  const MachineLayout& here = part.here();
  const MemberLayout& own = part.member();
  for (const MachineLayout::ShardProcess& shard : here.shards)
    place(
        part.machine, "shard",
        part.prefix + (shard.at_home ? "shard-" : "standby-") + std::to_string(shard.shard),
        [config = shard_config(part.layout, own, shard, values, options)] {
          return std::make_unique<Shard>(config);
        },
        deployment);
  if (here.syncer)
    place(
        part.machine, "syncer", part.prefix + "syncer",
        [config = syncer_config(part.layout, own,
                                here.manager ? here.syncer : std::optional<ProcessId>())] {
          return std::make_unique<Syncer>(config);
        },
        deployment);
  if (here.manager)
    place(
        part.machine, "manager", part.prefix + "manager",
        [self = *here.manager,
         config = cluster_config(part.layout, own, replica_ha_grace_of(values))] {
          return std::make_unique<ClusterManager>(self, config);
        },
        deployment);
}

// Which database and which of its members each process serves.
void tell_copies(const std::shared_ptr<const std::vector<Layout>>& layouts,
                 Deployment& deployment) {
  struct Copy {
    std::size_t database = 0;
    MemberId member;
  };
  std::map<ProcessId, Copy> copies;
  for (std::size_t i = 0; i < layouts->size(); ++i)
    for (const auto& [process, member] : (*layouts)[i].member_of()) copies[process] = {i, member};
  const auto databases = static_cast<std::uint32_t>(layouts->size());
  deployment.copy_of = [copies, databases](ProcessId process) {
    const Copy& copy = copies.at(process);
    return copy.member.value() * databases + static_cast<std::uint32_t>(copy.database);
  };
  deployment.can_serve = [layouts, copies](ProcessId process, const Lives& live,
                                           const Lives& belong) {
    const Copy& copy = copies.at(process);
    return (*layouts)[copy.database].has_quorum(copy.member, live, belong);
  };
}

}  // namespace

Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                  std::uint32_t databases, const DeployOptions& options) {
  const bool standbys = get<bool>(values, "standbys");
  const LayoutOptions layout_options{
      static_cast<std::uint32_t>(get<std::int64_t>(values, "shards_per_host")), standbys,
      replica_ha_grace_of(values).has_value()};
  const auto layouts =
      std::make_shared<const std::vector<Layout>>(Layout::of(machines, layout_options, databases));

  Deployment deployment;
  deployment.arbitration = options.arbitration;
  deployment.causal = options.causal;
  deployment.counter_bits = options.make_keyspace()->counter_bits();
  for (const Machine& machine : machines) {
    place(
        machine, "proxy", "proxy",
        [config = proxy_config(*layouts, machine, values)] {
          return std::make_unique<Proxy>(config);
        },
        deployment);
    for (std::size_t i = 0; i < databases; ++i)
      place_part({machine, (*layouts)[i], name_prefix(i, databases)}, values, options, deployment);
  }
  if (standbys) tell_copies(layouts, deployment);
  deployment.replicas_of = [layouts](const Bytes& key, Port database) {
    return layouts->at(database.value()).replicas_of(key);
  };
  deployment.slot_of = [](const Bytes& key) -> std::uint16_t {
    return active_active::slot_of(key);
  };
  deployment.endpoints = [layouts](DatacenterId datacenter, HostId preferred, Port database) {
    return layouts->at(database.value()).endpoints(datacenter, preferred);
  };
  deployment.make_client = [layouts, library = get<std::string>(values, "client")](
                               DatacenterId home, HostId preferred, Port database) {
    return make_client(layouts->at(database.value()), library, home, preferred);
  };
  return deployment;
}

}  // namespace faultline::engine::active_active

namespace faultline::engine {

EngineKind active_active_engine() {
  using namespace active_active;
  EngineKind kind;
  kind.name = "active_active";
  kind.summary = "Redis Enterprise Active-Active: conflict-free types, causal contexts a slot";
  kind.parameters = common_parameters();
  kind.parameters.push_back({.name = "causal_consistency",
                             .unit = ParameterUnit::kBoolean,
                             .summary = "no member shows an effect on a key before what its "
                                        "origin had seen of the key; each relays the others' "
                                        "updates",
                             .default_text = "false"});
  kind.deploy = [](std::span<const Machine> machines, const ParameterValues& values,
                   std::uint32_t databases) {
    return deploy(machines, values, databases,
                  {make_keyspace<ConflictFreeKeyspace>, Arbitration::kConflictFree,
                   get<bool>(values, "causal_consistency")});
  };
  kind.promises = {"strong_convergence", "quiescent_agreement", "specification", "gc_safety",
                   "ledger_sum"};
  kind.roles = {"proxy", "shard", "syncer", "manager"};
  kind.capabilities = common_capabilities();
  kind.capabilities_with = capabilities_with;
  kind.marks = common_marks();
  kind.marks.emplace_back("removal_waited_for_its_addition");
  kind.marks.emplace_back("expired_key_deleted");
  kind.marks.emplace_back("update_relayed");
  kind.marks.emplace_back("tombstone_collected");
  return kind;
}

EngineKind last_write_wins_engine() {
  using namespace active_active;
  EngineKind kind;
  kind.name = "last_write_wins";
  kind.summary = "the same cluster and delivery, whole-key last-write-wins by wall clock";
  kind.parameters = common_parameters();
  kind.deploy = [](std::span<const Machine> machines, const ParameterValues& values,
                   std::uint32_t databases) {
    return deploy(machines, values, databases,
                  {make_keyspace<LastWriteWinsKeyspace>, Arbitration::kLastWriteWins, false});
  };
  kind.promises = {"quiescent_agreement", "ledger_sum"};
  kind.roles = {"proxy", "shard", "syncer", "manager"};
  kind.capabilities = common_capabilities();
  kind.capabilities_with = capabilities_with;
  kind.marks = common_marks();
  return kind;
}

}  // namespace faultline::engine
