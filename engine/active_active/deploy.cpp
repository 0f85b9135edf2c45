#include "engine/active_active/deploy.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/active_active/active_active.h"
#include "engine/active_active/compression.h"
#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/last_write_wins_keyspace.h"
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

// One data center's instance of the database.
struct MemberLayout {
  MemberId member;
  DatacenterId datacenter;
  std::string name;
  std::map<HostId, ProcessId> proxies;
  std::vector<ProcessId> shards;
};

// Members in the order of data center names, with the processes that place() will make.
class Layout {
 public:
  Layout(std::span<const Machine> machines, std::uint32_t shards_per_host);
  [[nodiscard]] const MemberLayout& of(DatacenterId datacenter) const;
  [[nodiscard]] const std::vector<MemberLayout>& members() const { return members_; }
  [[nodiscard]] std::vector<ProcessId> replicas_of(const Bytes& key) const;
  [[nodiscard]] Membership::Hosts hosts() const;
  [[nodiscard]] std::vector<ProcessId> endpoints(DatacenterId datacenter, HostId preferred) const;

 private:
  std::vector<MemberLayout> members_;
};

Layout::Layout(std::span<const Machine> machines, std::uint32_t shards_per_host) {
  std::map<std::string, MemberLayout> by_name;
  std::uint32_t next = 0;
  for (const Machine& machine : machines) {
    const bool first_of_datacenter = !by_name.contains(machine.datacenter_name);
    MemberLayout& layout = by_name[machine.datacenter_name];
    layout.datacenter = machine.datacenter;
    layout.name = machine.datacenter_name;
    layout.proxies[machine.host] = ProcessId(next++);
    for (std::uint32_t i = 0; i < shards_per_host; ++i) layout.shards.push_back(ProcessId(next++));
    if (first_of_datacenter) ++next;  // the syncer
  }
  for (auto& [name, layout] : by_name) {
    layout.member = MemberId(static_cast<std::uint32_t>(members_.size()) + 1);
    members_.push_back(std::move(layout));
  }
}

const MemberLayout& Layout::of(DatacenterId datacenter) const {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const MemberLayout& each) {
    return each.datacenter == datacenter;
  });
  FL_ASSERT(found != members_.end(), "the data center has machines");
  return *found;
}

std::vector<ProcessId> Layout::replicas_of(const Bytes& key) const {
  std::vector<ProcessId> replicas;
  for (const MemberLayout& each : members_)
    replicas.push_back(
        each.shards[shard_of(slot_of(key), static_cast<std::uint32_t>(each.shards.size()))]);
  return replicas;
}

Membership::Hosts Layout::hosts() const {
  Membership::Hosts hosts;
  for (const MemberLayout& each : members_)
    for (const auto& [host, proxy] : each.proxies) hosts[each.member].insert(host);
  return hosts;
}

std::vector<ProcessId> Layout::endpoints(DatacenterId datacenter, HostId preferred) const {
  std::vector<ProcessId> endpoints;
  const MemberLayout& layout = of(datacenter);
  if (const auto first = layout.proxies.find(preferred); first != layout.proxies.end())
    endpoints.push_back(first->second);
  for (const auto& [host, proxy] : layout.proxies)
    if (host != preferred) endpoints.push_back(proxy);
  return endpoints;
}

SyncerConfig syncer_config(const Layout& layout, const MemberLayout& own) {
  SyncerConfig config{own.member, own.datacenter, own.shards, {}, layout.hosts()};
  for (const MemberLayout& each : layout.members())
    if (each.member != own.member)
      config.remotes.push_back({each.member, each.datacenter, each.name, each.shards});
  return config;
}

ShardConfig shard_config(const Layout& layout, const MemberLayout& own, std::uint32_t shard,
                         const ParameterValues& values, const DeployOptions& options) {
  ShardConfig config;
  config.self = own.shards[shard];
  config.member = own.member;
  config.slots = slots_of_shard(shard, static_cast<std::uint32_t>(own.shards.size()));
  config.backlog_bytes = get<std::int64_t>(values, "backlog");
  config.compression = get<std::int64_t>(values, "compression");
  config.make_keyspace = options.make_keyspace;
  config.hosts = layout.hosts();
  for (const MemberLayout& each : layout.members()) config.member_names[each.member] = each.name;
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
  return {{.name = "shards_per_host",
           .unit = ParameterUnit::kInteger,
           .summary = "shards on each host",
           .default_text = "2",
           .least = 1,
           .most = kShardsPerHostMax},
          {.name = "backlog",
           .unit = ParameterUnit::kSize,
           .summary = "bytes of updates that a shard keeps for partial sync",
           .default_text = "\"1MiB\""},
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
}

std::vector<std::string_view> common_marks() {
  using enum BuggifyPoint;
  std::vector<std::string_view> marks = {
      "effect_applied_remotely", "damaged_file_cut",        "full_sync_merged",
      "partial_sync_resumed",    "gap_full_sync",           "own_effects_returned",
      "duplicate_filtered",      "removed_member_rejected", "joined_as_new",
      "client_failed_over",      "client_failed_back"};
  add_marks(marks, {kSmallBatch, kFullSync, kRestartsPull, kEarlySync, kLongStep, kDropsClient,
                    kReconnects, kGivesUpEarly});
  return marks;
}

// The syncer of a data center can be told to leave out another one, and all of them who takes part.
std::vector<std::string_view> common_capabilities() {
  return {"replication streams", "membership of data centers"};
}

std::string_view refuse_causal_consistency(const ParameterValues& values) {
  return get<bool>(values, "causal_consistency")
             ? "active_active does not support causal_consistency yet"
             : std::string_view();
}

}  // namespace

Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                  const DeployOptions& options) {
  const auto shards_per_host =
      static_cast<std::uint32_t>(get<std::int64_t>(values, "shards_per_host"));
  const auto layout = std::make_shared<const Layout>(machines, shards_per_host);

  Deployment deployment;
  deployment.arbitration = options.arbitration;
  deployment.counter_bits = options.make_keyspace()->counter_bits();
  std::map<DatacenterId, std::uint32_t> shards_placed;
  const auto place = [&](const Machine& machine, const char* role, const std::string& name,
                         ProcessFactory make) {
    deployment.placements.push_back(
        {ProcessId(static_cast<std::uint32_t>(deployment.placements.size())), machine.host, role,
         machine.name() + "/" + name, std::string_view(role) == "shard", std::move(make)});
  };
  for (const Machine& machine : machines) {
    const MemberLayout& own = layout->of(machine.datacenter);
    const bool first_of_datacenter = !shards_placed.contains(machine.datacenter);
    place(machine, "proxy", "proxy",
          [config = ProxyConfig{own.shards, own.member, layout->hosts()}] {
            return std::make_unique<Proxy>(config);
          });
    std::uint32_t& placed = shards_placed[machine.datacenter];
    for (std::uint32_t i = 0; i < shards_per_host; ++i, ++placed)
      place(machine, "shard", "shard-" + std::to_string(placed),
            [config = shard_config(*layout, own, placed, values, options)] {
              return std::make_unique<Shard>(config);
            });
    if (first_of_datacenter)
      place(machine, "syncer", "syncer",
            [config = syncer_config(*layout, own)] { return std::make_unique<Syncer>(config); });
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
                             .summary = "deliver a key's effects in causal order",
                             .default_text = "false"});
  kind.deploy = [](std::span<const Machine> machines, const ParameterValues& values) {
    return deploy(machines, values,
                  {make_keyspace<ConflictFreeKeyspace>, Arbitration::kConflictFree});
  };
  kind.promises = {"strong_convergence", "quiescent_agreement", "specification", "gc_safety",
                   "ledger_sum"};
  kind.roles = {"proxy", "shard", "syncer"};
  kind.capabilities = common_capabilities();
  kind.marks = common_marks();
  kind.marks.emplace_back("removal_waited_for_its_addition");
  kind.marks.emplace_back("expired_key_deleted");
  kind.refuse = refuse_causal_consistency;
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
                  {make_keyspace<LastWriteWinsKeyspace>, Arbitration::kLastWriteWins});
  };
  kind.promises = {"quiescent_agreement", "ledger_sum"};
  kind.roles = {"proxy", "shard", "syncer"};
  kind.capabilities = common_capabilities();
  kind.marks = common_marks();
  return kind;
}

}  // namespace faultline::engine
