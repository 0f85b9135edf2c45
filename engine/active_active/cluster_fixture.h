// For tests: the processes of a deployment wired with ordered streams of constant latency in
// virtual time, with cuts, crashes that keep a prefix of what was written, restarts, and one plain
// client. A simulator in small, so that these engines are tested without the room that simulates.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/active_active/wired_processes_fixture.h"

namespace faultline::engine::active_active {

class ClusterFixture : public WiredProcesses {
 public:
  ClusterFixture(const EngineKind& kind, std::uint32_t datacenters, std::uint32_t hosts,
                 const ParameterValues& values)
      : ClusterFixture(kind, machines_of(datacenters, hosts), values) {}
  ClusterFixture(const EngineKind& kind, std::vector<Machine> machines,
                 const ParameterValues& values, std::uint32_t databases = 1)
      : WiredProcesses(kind, std::move(machines), values, databases) {}

  // A client of the first proxy of the data center; nothing if no answer comes in time.
  std::optional<Reply> ask(std::uint32_t datacenter, Arguments command,
                           Duration patience = std::chrono::seconds(5), Port database = {}) {
    const std::pair client{datacenter, database};
    if (!client_links_.contains(client)) {
      const ConnectionId connection(1 + client_links_.size());
      client_links_[client] = connection;
      connect({kClient, connection}, with_role(datacenter, "proxy").front(), database);
      run_for(2 * kLatency);
    }
    send({kClient, client_links_[client]},
         encode(Request{{OperationId(++operations_)}, std::move(command)}).bytes);
    const Instant deadline = now_ + patience;
    answers_.clear();
    while (answers_.empty() && step_until(deadline)) {
    }
    if (answers_.empty()) return std::nullopt;
    return answers_.front();
  }

  void cut(std::uint32_t a, std::uint32_t b) {
    cuts_.insert({std::min(a, b), std::max(a, b)});
    for (std::size_t i = 0; i < streams_.size(); ++i)
      if (is_cut(streams_[i].ends[0].process, streams_[i].ends[1].process)) reset(i);
  }
  void heal() { cuts_.clear(); }

  // Keeps what was synced and `kept` more writes.
  void crash(ProcessId process, std::size_t kept = 0) {
    Node& node = nodes_[process.value()];
    node.object.reset();
    node.timers.clear();
    node.records.resize(std::min(node.records.size(), node.synced + kept));
    node.synced = node.records.size();
    for (std::size_t i = 0; i < streams_.size(); ++i)
      if (streams_[i].ends[0].process == process || streams_[i].ends[1].process == process)
        reset(i);
  }
  void restart(ProcessId process) { start(process); }
  // The process dies and its disk with it.
  void lose_disk(ProcessId process) {
    crash(process);
    nodes_[process.value()].snapshot = Bytes();
    nodes_[process.value()].records.clear();
    nodes_[process.value()].synced = 0;
  }
  // What it is sent waits until it goes on; its own timers too.
  void halt(ProcessId process) { halted_[process]; }
  void go_on(ProcessId process) {
    const std::vector<Event> waiting = std::move(halted_.at(process));
    halted_.erase(process);
    for (const Event& event : waiting) schedule(Duration(0), event);
  }
  // Everything on the machine dies at once.
  void crash_machine(HostId host) {
    for (const Placement& placement : deployment_.placements)
      if (placement.host == host) crash(placement.process);
  }
  void restart_machine(HostId host) {
    for (const Placement& placement : deployment_.placements)
      if (placement.host == host) restart(placement.process);
  }
  // What one process sends to another vanishes from now on, and no stream between them is noticed
  // to be broken.
  void lose_all(ProcessId from, ProcessId to) { lost_.insert({from, to}); }
  // Streams that something was lost from break then.
  void lose_nothing() {
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      const ProcessId one = streams_[i].ends[0].process;
      const ProcessId other = streams_[i].ends[1].process;
      if (lost_.contains({one, other}) || lost_.contains({other, one})) reset(i);
    }
    lost_.clear();
  }
  // The next message that another data center sends to this process vanishes.
  void lose_next_message_to(ProcessId process) { loses_next_ = process; }

  void pause(std::uint32_t from, std::uint32_t to, bool paused) {
    for (const Placement& placement : deployment_.placements)
      deliver(placement.process, input::Administered{input::administered::Replication{
                                     DatacenterId(from), DatacenterId(to), paused}});
  }
  // From now on these of the data center's hosts are members.
  void set_members(std::uint32_t datacenter, std::uint32_t hosts) {
    input::administered::Members members;
    for (const Machine& machine : machines_)
      if (machine.datacenter.value() != datacenter || machine.index < hosts)
        members.hosts.push_back(machine.host);
    for (const ProcessId manager : with_role(datacenter, "manager"))
      deliver(manager, input::Administered{members});
  }
  // Tells everybody that the machines of these data centers belong to the database, and no others.
  void set_members(const std::set<std::uint32_t>& datacenters) {
    input::administered::Members members;
    for (const Machine& machine : machines_)
      if (datacenters.contains(machine.datacenter.value())) members.hosts.push_back(machine.host);
    for (const Placement& placement : deployment_.placements)
      deliver(placement.process, input::Administered{members});
  }
  [[nodiscard]] std::vector<std::string> describe(ProcessId process) {
    waiting_.clear();
    deliver(process, input::Administered{input::administered::Describe{}});
    return waiting_;
  }

  [[nodiscard]] std::vector<ProcessId> with_role(std::uint32_t datacenter,
                                                 std::string_view role) const {
    std::vector<ProcessId> found;
    for (const Placement& placement : deployment_.placements)
      if (placement.role == role && datacenter_of(placement.process) == datacenter)
        found.push_back(placement.process);
    return found;
  }
  [[nodiscard]] ProcessId home(std::uint32_t datacenter, const Bytes& key,
                               Port database = {}) const {
    return deployment_.replicas_of(key, database)[datacenter];
  }
  [[nodiscard]] const Shard& shard(ProcessId process) const {
    return dynamic_cast<const Shard&>(*nodes_[process.value()].object);
  }
  [[nodiscard]] const Deployment& deployment() const { return deployment_; }
  [[nodiscard]] HostId host_of(ProcessId process) const {
    return deployment_.placements[process.value()].host;
  }
  [[nodiscard]] bool serves(ProcessId process) const {
    return nodes_[process.value()].object != nullptr && !halted_.contains(process) &&
           shard(process).serves(MonotonicTime(now_.time_since_epoch()));
  }
  // That serve the key's slot now.
  [[nodiscard]] std::vector<ProcessId> serving(std::uint32_t datacenter, const Bytes& key) const {
    std::vector<ProcessId> found;
    const std::string name = deployment_.placements[home(datacenter, key).value()].name;
    const std::string number = name.substr(name.rfind('-'));
    for (const ProcessId process : with_role(datacenter, "shard")) {
      const std::string& other = deployment_.placements[process.value()].name;
      if (other.ends_with(number) && serves(process)) found.push_back(process);
    }
    return found;
  }

  // Whether all members have applied the same effects and show the same keys.
  [[nodiscard]] bool converged() const {
    std::vector<std::pair<Contexts, std::map<Bytes, Hash128>>> states;
    for (std::uint32_t dc = 0; dc <= datacenter_of(ProcessId(last_process())); ++dc) {
      auto& [contexts, digests] = states.emplace_back();
      for (const ProcessId process : with_role(dc, "shard")) {
        if (!serves(process)) continue;
        contexts.insert(shard(process).store().contexts().begin(),
                        shard(process).store().contexts().end());
        for (const auto& [place, digest] : digests_)
          if (place.first == process && digest != Hash128{}) digests[place.second] = digest;
      }
    }
    return std::all_of(states.begin(), states.end(),
                       [&](const auto& state) { return state == states.front(); });
  }
};

// Each with three hosts and one shard on each, standbys on the next host.
[[nodiscard]] inline ClusterFixture clusters_with_standbys(std::uint32_t members,
                                                           std::int64_t backlog = kMiB,
                                                           bool causal = false) {
  ParameterValues values = values_of(1, backlog);
  values["standbys"] = {true};
  values["causal_consistency"] = {causal};
  return ClusterFixture(active_active_engine(), members, 3, values);
}

[[nodiscard]] inline ClusterFixture three_members(std::int64_t backlog = kMiB) {
  return ClusterFixture(active_active_engine(), 3, 1, values_of(2, backlog));
}

}  // namespace faultline::engine::active_active
