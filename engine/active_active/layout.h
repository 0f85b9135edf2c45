// Which process of an Active-Active database runs on which machine: one cluster a data center, one
// proxy a host, shards spread over the hosts in their order, one syncer on the first host. With
// standbys also: for each shard processes on other hosts that may serve it (another rack before the
// same one), and a cluster manager and a syncer on each host.
//
// The databases of a cluster share its machines and proxies, and nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/active_active/membership.h"
#include "engine/ports/deployment.h"

namespace faultline::engine::active_active {

struct LayoutOptions {
  std::uint32_t shards_per_host = 1;
  bool standbys = false;
  bool replica_ha = false;  // then every host has a process that may become a shard's standby
};

// One data center's instance of a database.
struct MemberLayout {
  MemberId member;
  DatacenterId datacenter;
  std::string name;
  std::map<HostId, ProcessId> proxies;
  std::vector<std::vector<HostId>> shard_hosts;    // by shard, its home first
  std::vector<std::vector<ProcessId>> candidates;  // by shard, in the order of shard_hosts
  std::vector<ProcessId> shards;                   // the first candidates, which serve at first
  std::vector<ProcessId> syncers;
  std::vector<ProcessId> managers;
};

// What runs on one machine, in the order of process ids.
struct MachineLayout {
  struct ShardProcess {
    std::uint32_t shard = 0;
    ProcessId process;
    bool at_home = true;
  };
  ProcessId proxy;
  std::vector<ShardProcess> shards;
  std::optional<ProcessId> syncer;
  std::optional<ProcessId> manager;
};

// Of one database. Members in the order of data center names.
class Layout {
 public:
  // Of as many databases, by port.
  [[nodiscard]] static std::vector<Layout> of(std::span<const Machine> machines,
                                              const LayoutOptions& options,
                                              std::uint32_t databases);
  [[nodiscard]] const MemberLayout& of(DatacenterId datacenter) const {
    return members_[index_of(datacenter)];
  }
  [[nodiscard]] const MachineLayout& of(HostId host) const { return machines_.at(host); }
  [[nodiscard]] const std::vector<MemberLayout>& members() const { return members_; }
  [[nodiscard]] std::vector<ProcessId> replicas_of(const Bytes& key) const;
  [[nodiscard]] Membership::Hosts hosts() const;
  // Of those that are the database's own.
  [[nodiscard]] const std::map<ProcessId, MemberId>& member_of() const { return member_of_; }
  // Most managers that belong to its cluster live: without them no lease is renewed.
  [[nodiscard]] bool has_quorum(MemberId member, const Lives& live, const Lives& belong) const;
  [[nodiscard]] std::vector<Endpoint> endpoints(DatacenterId datacenter, HostId preferred) const;

 private:
  Layout(std::span<const Machine> machines, const LayoutOptions& options, Port port);
  static void plan_shards(const std::vector<const Machine*>& hosts, MemberLayout& member,
                          const LayoutOptions& options);
  [[nodiscard]] std::size_t index_of(DatacenterId datacenter) const;
  // Gives the processes on a host their ids from `next` on; returns the next free one.
  std::uint32_t place(const Machine& machine, ProcessId proxy, std::uint32_t next,
                      const LayoutOptions& options);
  void name_candidates(MemberLayout& member) const;

  Port port_;
  std::vector<MemberLayout> members_;
  std::map<HostId, MachineLayout> machines_;
  std::map<ProcessId, MemberId> member_of_;
};

}  // namespace faultline::engine::active_active
