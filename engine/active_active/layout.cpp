#include "engine/active_active/layout.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/slots.h"
#include "engine/base/assert.h"

namespace faultline::engine::active_active {
namespace {

using Hosts = std::vector<const Machine*>;

// Who may serve a shard whose home is that host: those after it in turn, other racks first.
Hosts hosts_for_standbys(const Hosts& hosts, std::size_t home, bool all) {
  Hosts others;
  for (std::size_t i = 1; i < hosts.size(); ++i) others.push_back(hosts[(home + i) % hosts.size()]);
  std::stable_partition(others.begin(), others.end(),
                        [&](const Machine* each) { return each->rack != hosts[home]->rack; });
  // Not resize(1): g++ 12 warns of the growth that cannot be.
  if (!all && others.size() > 1) others.erase(others.begin() + 1, others.end());
  return others;
}

}  // namespace

std::vector<Layout> Layout::of(std::span<const Machine> machines, const LayoutOptions& options,
                               std::uint32_t databases) {
  std::vector<Layout> layouts;
  for (std::uint32_t i = 0; i < databases; ++i) layouts.push_back({machines, options, Port(i)});
  std::uint32_t next = 0;
  for (const Machine& machine : machines) {
    const ProcessId proxy(next++);
    for (Layout& layout : layouts) next = layout.place(machine, proxy, next, options);
  }
  for (Layout& layout : layouts)
    for (MemberLayout& member : layout.members_) layout.name_candidates(member);
  return layouts;
}

Layout::Layout(std::span<const Machine> machines, const LayoutOptions& options, Port port)
    : port_(port) {
  std::map<std::string, Hosts> by_name;
  for (const Machine& machine : machines) by_name[machine.datacenter_name].push_back(&machine);
  for (const auto& [name, hosts] : by_name) {
    MemberLayout& member = members_.emplace_back();
    member.member = MemberId(static_cast<std::uint32_t>(members_.size()));
    member.datacenter = hosts.front()->datacenter;
    member.name = name;
    plan_shards(hosts, member, options);
  }
}

// On which hosts there are processes for which shard, the one at its home first.
void Layout::plan_shards(const std::vector<const Machine*>& hosts, MemberLayout& member,
                         const LayoutOptions& options) {
  for (std::size_t home = 0; home < hosts.size(); ++home)
    for (std::uint32_t i = 0; i < options.shards_per_host; ++i) {
      std::vector<HostId>& of_shard = member.shard_hosts.emplace_back();
      of_shard.push_back(hosts[home]->host);
      if (!options.standbys) continue;
      for (const Machine* other : hosts_for_standbys(hosts, home, options.replica_ha))
        of_shard.push_back(other->host);
    }
}

std::uint32_t Layout::place(const Machine& machine, ProcessId proxy, std::uint32_t next,
                            const LayoutOptions& options) {
  const HostId host = machine.host;
  MemberLayout& member = members_[index_of(machine.datacenter)];
  MachineLayout& here = machines_[host];
  const std::uint32_t first_process = next;
  const bool first_host = member.proxies.empty();
  here.proxy = member.proxies[host] = proxy;
  const auto shards = static_cast<std::uint32_t>(member.shard_hosts.size());
  for (const bool at_home : {true, false})
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      const std::vector<HostId>& hosts = member.shard_hosts[shard];
      const auto found = std::find(hosts.begin(), hosts.end(), host);
      if (found == hosts.end() || (found == hosts.begin()) != at_home) continue;
      here.shards.push_back({shard, ProcessId(next++), at_home});
    }
  if (first_host || options.standbys) member.syncers.push_back(*(here.syncer = ProcessId(next++)));
  if (options.standbys) member.managers.push_back(*(here.manager = ProcessId(next++)));
  for (std::uint32_t i = first_process; i < next; ++i) member_of_[ProcessId(i)] = member.member;
  return next;
}

void Layout::name_candidates(MemberLayout& member) const {
  for (std::uint32_t shard = 0; shard < member.shard_hosts.size(); ++shard) {
    std::vector<ProcessId>& candidates = member.candidates.emplace_back();
    for (const HostId host : member.shard_hosts[shard])
      for (const MachineLayout::ShardProcess& each : machines_.at(host).shards)
        if (each.shard == shard) candidates.push_back(each.process);
    member.shards.push_back(candidates.front());
  }
}

std::size_t Layout::index_of(DatacenterId datacenter) const {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const MemberLayout& each) {
    return each.datacenter == datacenter;
  });
  FL_ASSERT(found != members_.end(), "the data center has machines");
  return static_cast<std::size_t>(found - members_.begin());
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

bool Layout::has_quorum(MemberId member, const Lives& live, const Lives& belong) const {
  const std::vector<ProcessId>& managers = members_.at(member.value() - 1).managers;
  const auto all = std::count_if(managers.begin(), managers.end(), belong);
  const auto alive = std::count_if(managers.begin(), managers.end(),
                                   [&](ProcessId each) { return belong(each) && live(each); });
  return alive >= all / 2 + 1;
}

std::vector<Endpoint> Layout::endpoints(DatacenterId datacenter, HostId preferred) const {
  std::vector<Endpoint> endpoints;
  const MemberLayout& layout = of(datacenter);
  if (const auto first = layout.proxies.find(preferred); first != layout.proxies.end())
    endpoints.emplace_back(first->second, port_);
  for (const auto& [host, proxy] : layout.proxies)
    if (host != preferred) endpoints.emplace_back(proxy, port_);
  return endpoints;
}

}  // namespace faultline::engine::active_active
