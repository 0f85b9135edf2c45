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
#include "engine/active_active/shard.h"
#include "engine/active_active/syncer.h"
#include "engine/base/assert.h"
#include "engine/clients/failover_client.h"
#include "engine/clients/simple_client.h"

namespace faultline::engine::active_active {
namespace {

// With 64 hosts a rack every one of the 16,384 slots has a shard of its own. Chosen.
constexpr std::int64_t kShardsPerHostMax = 256;

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

// The nearest database first, then the others by name.
std::unique_ptr<Process> make_client(const Layout& layout, std::string_view library,
                                     DatacenterId home, HostId preferred) {
  if (library == "plain") return make_simple_client(layout.endpoints(home, preferred));
  std::vector<std::vector<ProcessId>> databases{layout.endpoints(home, preferred)};
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
       .summary = "how long a standby may be away before",
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

}  // namespace

Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                  const DeployOptions& options) {
  const bool standbys = get<bool>(values, "standbys");
  std::optional<Duration> replica_ha_grace;
  if (standbys && get<bool>(values, "replica_ha"))
    replica_ha_grace = get<Duration>(values, "replica_ha_grace");
  const LayoutOptions layout_options{
      static_cast<std::uint32_t>(get<std::int64_t>(values, "shards_per_host")), standbys,
      replica_ha_grace.has_value()};
  const auto layout = std::make_shared<const Layout>(machines, layout_options);

  Deployment deployment;
  deployment.arbitration = options.arbitration;
  deployment.causal = options.causal;
  deployment.counter_bits = options.make_keyspace()->counter_bits();
  const auto place = [&](const Machine& machine, const char* role, const std::string& name,
                         ProcessFactory make) {
    deployment.placements.push_back(
        {ProcessId(static_cast<std::uint32_t>(deployment.placements.size())), machine.host, role,
         machine.name() + "/" + name, std::string_view(role) == "shard", std::move(make)});
  };
  for (const Machine& machine : machines) {
    const MemberLayout& own = layout->of(machine.datacenter);
    const MachineLayout& here = layout->of(machine.host);
    place(machine, "proxy", "proxy",
          [config = ProxyConfig{own.shards, own.member, layout->hosts()}] {
            return std::make_unique<Proxy>(config);
          });
    for (const MachineLayout::ShardProcess& shard : here.shards)
      place(machine, "shard", (shard.at_home ? "shard-" : "standby-") + std::to_string(shard.shard),
            [config = shard_config(*layout, own, shard, values, options)] {
              return std::make_unique<Shard>(config);
            });
    if (here.syncer)
      place(machine, "syncer", "syncer",
            [config =
                 syncer_config(*layout, own, standbys ? here.syncer : std::optional<ProcessId>())] {
              return std::make_unique<Syncer>(config);
            });
    if (here.manager)
      place(machine, "manager", "manager",
            [self = *here.manager, config = cluster_config(*layout, own, replica_ha_grace)] {
              return std::make_unique<ClusterManager>(self, config);
            });
  }
  if (standbys) {
    deployment.copy_of = [layout](ProcessId process) { return layout->member_of(process).value(); };
    deployment.can_serve = [layout](ProcessId process, const Lives& lives) {
      return layout->has_quorum(layout->member_of(process), lives);
    };
  }
  deployment.replicas_of = [layout](const Bytes& key) { return layout->replicas_of(key); };
  deployment.slot_of = [](const Bytes& key) -> std::uint16_t {
    return active_active::slot_of(key);
  };
  deployment.endpoints = [layout](DatacenterId datacenter, HostId preferred) {
    return layout->endpoints(datacenter, preferred);
  };
  deployment.make_client = [layout, library = get<std::string>(values, "client")](
                               DatacenterId home, HostId preferred) {
    return make_client(*layout, library, home, preferred);
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
  kind.deploy = [](std::span<const Machine> machines, const ParameterValues& values) {
    return deploy(machines, values,
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
  kind.deploy = [](std::span<const Machine> machines, const ParameterValues& values) {
    return deploy(machines, values,
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
