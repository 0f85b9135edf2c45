// The cluster manager on each host of a data center. Those of one cluster elect a leader
// (election.h); the leader asks every process how it is, grants the roles, and renews the leases of
// the primaries. A primary whose lease is over runs nothing, so the leader may promote a standby
// once the lease that it last granted is over: no two primaries serve, whoever is paused or cut
// off.
//
// Only a standby that has all that its primary told it is promoted; where all managers have
// forgotten who served, the process that got furthest serves. With `replica_ha` a standby that
// stays away for the grace period is replaced by one elsewhere, within the documented cool-downs
// (shared active_active/rules.md, "Numbers").
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/active_active/election.h"
#include "engine/active_active/roles.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

struct ClusterConfig {
  MemberId member;
  std::vector<ProcessId> managers;
  // Who may serve each shard, on different hosts; the first is its primary at first, the second its
  // standby.
  std::vector<std::vector<ProcessId>> shards;
  // Of managers and shards.
  std::map<ProcessId, HostId> hosts;
  std::vector<ProcessId> syncers;  // one a host; the first pulls at first
  std::vector<ProcessId> proxies;
  std::vector<ProcessId> remote_syncers;  // they are told who serves here
  std::optional<Duration> replica_ha_grace;
};

[[nodiscard]] Roles roles_at_first(const ClusterConfig& config);

class ClusterManager final : public Process {
 public:
  ClusterManager(ProcessId self, ClusterConfig config);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  struct Heard {
    Heartbeat status;
    MonotonicTime at{};  // by the manager's clock
    std::set<Life> past_lives{};
  };
  void hear(ProcessId from, const Heartbeat& heartbeat, MonotonicTime now);
  void receive(const input::Datagram& datagram, const StepContext& context, Outputs& outputs);
  void tick(const StepContext& context, Outputs& outputs);
  // What has to change now, on the roles as agreed.
  [[nodiscard]] Roles reviewed(Roles roles, const StepContext& context, Outputs& outputs);
  void review_all(const StepContext& context, Outputs& outputs);
  [[nodiscard]] bool moves_on(const Heartbeat& heartbeat) const;
  // Slots move until each shard whose primary is on a member's host has its part.
  void review_moves(Roles& roles, MonotonicTime now, Outputs& outputs) const;
  [[nodiscard]] std::vector<std::uint32_t> member_shards(const Roles& roles) const;
  [[nodiscard]] bool is_member(ProcessId process) const;
  [[nodiscard]] bool healthy(std::uint32_t shard, const Roles& roles, MonotonicTime now) const;
  void review(std::size_t shard, Roles& roles, const StepContext& context, Outputs& outputs);
  static void grant(ShardRoles& role, ProcessId primary, Life life, Roles& roles);
  // Nobody knows who served it, but the processes themselves: whoever got furthest serves.
  void recover(std::size_t shard, Roles& roles, MonotonicTime now) const;
  void find_standby(std::size_t shard, Roles& roles, const StepContext& context, Outputs& outputs);
  void set_members(const input::administered::Members& members, const StepContext& context,
                   Outputs& outputs);
  void give_orders(const StepContext& context, Outputs& outputs);
  [[nodiscard]] const Heartbeat* fresh(ProcessId process, MonotonicTime now) const;
  [[nodiscard]] std::set<ProcessId> everybody() const;
  void describe(MonotonicTime now, Outputs& outputs, const input::Administered& asked) const;

  ProcessId self_;
  ClusterConfig config_;
  Election election_;
  std::map<ProcessId, Heard> heard_;  // by the leader, in its term
  std::map<ProcessId, MonotonicTime> leased_until_;
  std::map<ProcessId, MonotonicTime> away_since_;
  std::optional<std::set<HostId>> members_;  // none: all are
};

}  // namespace faultline::engine::active_active
