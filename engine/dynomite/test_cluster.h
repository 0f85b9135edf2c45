// For tests: a whole Dynomite deployment and its clients on links without latency. Every input is
// delivered in the order it arose; time moves only in run_for. Processes can be killed, started
// again with what they synced, paused (their host goes on taking connections and bytes) and
// resumed.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"
#include "engine/dynomite/deploy.h"
#include "engine/dynomite/storage_client.h"

namespace faultline::engine::dynomite {

// Racks "dc/rack" with their number of nodes, in the order of names.
using Shape = std::vector<std::pair<std::string, std::uint32_t>>;

[[nodiscard]] inline std::vector<Machine> machines_of(const Shape& shape) {
  std::vector<Machine> machines;
  std::uint32_t datacenter = 0, rack = 0;
  for (const auto& [name, nodes] : shape) {
    const std::string datacenter_name = name.substr(0, name.find('/'));
    if (!machines.empty()) {
      const bool same = machines.back().datacenter_name == datacenter_name;
      datacenter += same ? 0 : 1;
      rack = same ? rack + 1 : 0;
    }
    for (std::uint32_t index = 0; index < nodes; ++index)
      machines.push_back({HostId(static_cast<std::uint32_t>(machines.size())),
                          DatacenterId(datacenter), RackId(rack), index, datacenter_name,
                          name.substr(name.find('/') + 1)});
  }
  return machines;
}

class TestCluster {
 public:
  explicit TestCluster(const Shape& shape, const DynomiteConfig& config = {})
      : machines_(machines_of(shape)), deployment_(deploy_dynomite(machines_, config)) {
    for (const Placement& placement : deployment_.placements) add(placement.make);
    settle();
  }

  // "dc/rack/0/dynomite", "dc/rack/0/redis".
  [[nodiscard]] ProcessId process(const std::string& name) const {
    for (const Placement& placement : deployment_.placements)
      if (placement.name == name) return placement.process;
    FL_ASSERT(false, "the cluster has a process of that name");
    return {};
  }
  ProcessId add_client(const std::string& host) {
    const auto redis = process(host + "/redis");
    const Placement& placement = deployment_.placements.at(redis.value());
    const ProcessId client =
        add([this, placement] { return deployment_.make_client({}, placement.host, {}); });
    settle();
    return client;
  }
  ProcessId add_storage_client(const std::string& host) {
    const ProcessId redis = process(host + "/redis");
    return add([redis] { return std::make_unique<StorageClient>(redis); });
  }
  // The client asks; what comes of it at once has happened when this returns.
  OperationId ask(ProcessId client, Arguments command) {
    const OperationId operation(++last_operation_);
    deliver(client, input::Requested{operation, std::move(command)});
    settle();
    return operation;
  }
  // The answer, once there is one.
  [[nodiscard]] const output::Respond* answer(OperationId operation) const {
    for (const output::Respond& respond : answers)
      if (respond.operation == operation) return &respond;
    return nullptr;
  }
  std::optional<PlainKey> content(const std::string& host, const Bytes& key) {
    administer(process(host + "/redis"), input::administered::Inspect{{key}});
    return std::get<observation::Contents>(seen.back().second).content;
  }
  template <class Kind>
  [[nodiscard]] std::vector<std::pair<ProcessId, Kind>> all() const {
    std::vector<std::pair<ProcessId, Kind>> found;
    for (const auto& [process, what] : seen)
      if (const auto* kind = std::get_if<Kind>(&what)) found.emplace_back(process, *kind);
    return found;
  }
  [[nodiscard]] std::size_t marks(const std::string& name) const {
    std::size_t count = 0;
    for (const auto& [process, mark] : all<observation::Mark>()) count += mark.name == name;
    return count;
  }
  template <class Request>
  void administer(ProcessId process, Request request) {
    deliver(process, input::Administered{std::move(request)});
    settle();
  }
  std::vector<std::string> waiting(ProcessId process) {
    const std::size_t before = seen.size();
    administer(process, input::administered::Describe{});
    std::vector<std::string> lines;
    for (std::size_t i = before; i < seen.size(); ++i)
      lines.push_back(std::get<observation::Waiting>(seen[i].second).what);
    return lines;
  }

  void run_for(Duration time) {
    const MonotonicTime end = now_ + time;
    while (true) {
      const Timer* next = nullptr;
      for (const Timer& timer : timers_)
        if (timer.at <= end && (next == nullptr || timer.at < next->at)) next = &timer;
      if (next == nullptr) break;
      const Timer fired = *next;
      std::erase_if(timers_, [&](const Timer& timer) { return timer.is(fired.process, fired.id); });
      now_ = fired.at;
      deliver(fired.process, input::TimerFired{fired.id});
      settle();
    }
    now_ = end;
  }
  void pause(ProcessId process) { running(process).paused = true; }
  void resume(ProcessId process) {
    running(process).paused = false;
    settle();
  }
  void kill(ProcessId process) {
    Running& dead = running(process);
    dead.object.reset();
    dead.exits = false;
    dead.listening = true;
    dead.inbox.clear();
    dead.records.resize(dead.synced);
    std::erase_if(timers_, [&](const Timer& timer) { return timer.process == process; });
    std::vector<End> ends;
    for (const auto& [end, other] : streams_)
      if (end.first == process) ends.push_back(end);
    for (const End& end : ends) close(end);
    settle();
  }
  void start(ProcessId process) {
    Running& again = running(process);
    again.object = again.make();
    deliver(process, input::Started{{}, again.records, false});
    settle();
  }

  [[nodiscard]] const Deployment& deployment() const { return deployment_; }
  std::vector<std::pair<ProcessId, Observation>> seen;
  std::vector<output::Respond> answers;  // in the order they were given

 private:
  using End = std::pair<ProcessId, ConnectionId>;
  struct Running {
    ProcessFactory make;
    std::unique_ptr<Process> object;
    Prng random{1};
    bool paused = false;
    bool exits = false;
    bool listening = true;
    std::deque<Input> inbox;
    std::vector<Bytes> records;
    std::size_t synced = 0;
    std::uint64_t accepted = 0;
  };
  struct Timer {
    ProcessId process;
    TimerId id;
    MonotonicTime at;
    [[nodiscard]] bool is(ProcessId of, TimerId timer) const {
      return process == of && id == timer;
    }
  };

  ProcessId add(ProcessFactory make) {
    const ProcessId process(static_cast<std::uint32_t>(processes_.size()));
    Running running;
    running.object = make();
    running.make = std::move(make);
    processes_.push_back(std::move(running));
    deliver(process, input::Started{});
    return process;
  }
  Running& running(ProcessId process) { return processes_.at(process.value()); }
  void deliver(ProcessId process, Input input) {
    if (running(process).object == nullptr) return;
    running(process).inbox.push_back(std::move(input));
    ready_.push_back(process);
  }
  // One step for each delivery, in the order of deliveries, until nobody has anything left to do.
  void settle() {
    while (!ready_.empty()) {
      const ProcessId process = ready_.front();
      ready_.pop_front();
      if (!running(process).paused && !running(process).inbox.empty()) step(process);
    }
    for (std::uint32_t i = 0; i < processes_.size(); ++i) {
      Running& woken = processes_[i];
      if (woken.paused || woken.inbox.empty()) continue;
      for (std::size_t left = woken.inbox.size(); left > 0; --left) ready_.push_back(ProcessId(i));
    }
    if (!ready_.empty()) settle();
  }
  void step(ProcessId process) {
    Running& running_process = running(process);
    const Input input = std::move(running_process.inbox.front());
    running_process.inbox.pop_front();
    Outputs outputs;
    const WallTime wall(now_.time_since_epoch());
    running_process.object->step(
        input, {wall, now_, running_process.random, nullptr, nullptr, now_}, outputs);
    for (const Output& output : outputs.list()) perform(process, output);
    if (running_process.exits) kill(process);
  }
  void perform(ProcessId process, const Output& output) {
    Running& self = running(process);
    std::visit(
        Overloaded{[&](const output::Connect& connect) { open(process, connect); },
                   [&](const output::Send& send) {
                     const auto to = streams_.find({process, send.connection});
                     if (to != streams_.end())
                       deliver(to->second.first, input::Received{to->second.second, send.bytes});
                   },
                   [&](const output::Close& which) {
                     close({process, which.connection});
                   },
                   [&](const output::SendDatagram& datagram) {
                     deliver(datagram.to, input::Datagram{process, datagram.bytes});
                   },
                   [&](const output::SetTimer& timer) {
                     forget(process, timer.timer);
                     timers_.push_back({process, timer.timer, now_ + timer.after});
                   },
                   [&](const output::CancelTimer& timer) { forget(process, timer.timer); },
                   [&](const output::Append& append) { self.records.push_back(append.record); },
                   [&](const output::Replace&) {},
                   [&](const output::Truncate& cut) { self.records.resize(cut.records); },
                   [&](const output::Sync&) { self.synced = self.records.size(); },
                   [&](const output::Exit&) { self.exits = true; },
                   [&](const output::Listen& listen) { self.listening = listen.on; },
                   [&](const output::Respond& respond) { answers.push_back(respond); },
                   [&](const Observation& what) { seen.emplace_back(process, what); }},
        output);
  }
  void forget(ProcessId process, TimerId id) {
    std::erase_if(timers_, [&](const Timer& timer) { return timer.is(process, id); });
  }
  void open(ProcessId from, const output::Connect& connect) {
    Running& target = running(connect.to);
    if (target.object == nullptr || !target.listening) {
      deliver(from, input::Refused{connect.connection});
      return;
    }
    const ConnectionId accepted(kAcceptedConnection + ++target.accepted);
    streams_[{from, connect.connection}] = {connect.to, accepted};
    streams_[{connect.to, accepted}] = {from, connect.connection};
    deliver(connect.to, input::Opened{accepted, true});
    deliver(from, input::Opened{connect.connection, false});
  }
  // Whoever closes hears nothing of it any more.
  void close(const End& end) {
    const auto found = streams_.find(end);
    if (found == streams_.end()) return;
    const End other = found->second;
    streams_.erase(end);
    streams_.erase(other);
    deliver(other.first, input::Closed{other.second});
  }

  std::vector<Machine> machines_;
  Deployment deployment_;
  std::vector<Running> processes_;
  std::deque<ProcessId> ready_;
  std::map<End, End> streams_;
  std::vector<Timer> timers_;
  MonotonicTime now_{};
  std::uint64_t last_operation_ = 0;
};

}  // namespace faultline::engine::dynomite
