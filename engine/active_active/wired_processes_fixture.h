// For tests: the processes of a deployment wired with ordered streams of constant latency in
// virtual time, with datagrams, disks, and everything that goes wrong between them: the lower half
// of cluster_fixture.h.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/active_active/active_active.h"
#include "engine/active_active/cluster_values_fixture.h"
#include "engine/active_active/proxy.h"
#include "engine/active_active/shard.h"
#include "engine/active_active/syncer.h"
#include "engine/base/assert.h"
#include "engine/base/record.h"

namespace faultline::engine::active_active {

class WiredProcesses {
 public:
  static constexpr Duration kLatency = std::chrono::milliseconds(1);

  void run_for(Duration time) {
    const Instant until = now_ + time;
    while (step_until(until)) {
    }
    now_ = until;
  }

  void deliver(ProcessId process, const Input& input) {
    Node& node = nodes_[process.value()];
    if (node.object == nullptr) return;
    Outputs outputs;
    const Duration offset = clock_offsets_[datacenter_of(process)];
    node.object->step(input,
                      {WallTime(now_.time_since_epoch() + offset),
                       MonotonicTime(now_.time_since_epoch()), random_},
                      outputs);
    for (Output& output : outputs.list()) take(process, output);
  }

  std::map<std::string, int> marks;
  std::map<SnapshotId, int> snapshots_taken;
  bool dot_reused = false;
  std::vector<Observation> observations;  // all but marks and states
  std::function<void(ProcessId, const Observation&)> listener;
  std::uint64_t wire_bytes = 0;  // sent from one data center to another
  std::string sent_abroad;       // all of these bytes, one message after the other
  Duration& clock_offset(std::uint32_t datacenter) { return clock_offsets_[datacenter]; }

 protected:
  WiredProcesses(const EngineKind& kind, std::vector<Machine> machines,
                 const ParameterValues& values, std::uint32_t databases)
      : machines_(std::move(machines)), deployment_(kind.deploy(machines_, values, databases)) {
    for (const Placement& placement : deployment_.placements) {
      nodes_.emplace_back();
      member_of_.push_back(MemberId(datacenter_of(placement.process) + 1));
    }
    for (const Placement& placement : deployment_.placements) start(placement.process);
    run_for(std::chrono::milliseconds(20));
  }

  static constexpr ProcessId kClient{0xffff};
  struct End {
    ProcessId process;
    ConnectionId connection;
    friend auto operator<=>(const End&, const End&) = default;
  };
  struct Stream {
    End ends[2];
    bool open = true;
  };
  struct Node {
    std::unique_ptr<Process> object;
    Bytes snapshot;
    std::vector<Bytes> records;
    std::size_t synced = 0;
    bool started_before = false;
    std::uint64_t life = 0;
    std::map<TimerId, std::uint64_t> timers;  // -> the setting that counts
  };
  struct Event {
    End to;
    Input input;
    std::optional<std::size_t> stream;  // dropped if closed by then, but for Closed itself
    std::uint64_t life = 0;
    std::uint64_t timer_setting = 0;
  };

  [[nodiscard]] std::uint32_t last_process() const {
    return static_cast<std::uint32_t>(deployment_.placements.size()) - 1;
  }
  [[nodiscard]] std::uint32_t datacenter_of(ProcessId process) const {
    if (process == kClient) return 99;
    return machines_[deployment_.placements[process.value()].host.value()].datacenter.value();
  }
  [[nodiscard]] bool is_cut(ProcessId a, ProcessId b) const {
    const auto x = datacenter_of(a);
    const auto y = datacenter_of(b);
    return cuts_.contains({std::min(x, y), std::max(x, y)});
  }
  [[nodiscard]] std::uint64_t life(ProcessId process) const {
    return process == kClient ? 0 : nodes_[process.value()].life;
  }
  void schedule(Duration after, Event event) {
    event.life = life(event.to.process);
    events_.emplace(std::pair{now_ + after, ++inserted_}, std::move(event));
  }
  void start(ProcessId process) {
    Node& node = nodes_[process.value()];
    node.object = deployment_.placements[process.value()].make();
    ++node.life;
    std::erase_if(digests_, [&](const auto& item) { return item.first.first == process; });
    input::Started started{node.snapshot, node.records, !node.started_before};
    node.started_before = true;
    deliver(process, started);
  }

  void connect(const End& from, ProcessId to, Port port = {}) {
    const bool listens = nodes_[to.value()].object != nullptr && !is_cut(from.process, to);
    if (!listens) return schedule(2 * kLatency, {from, input::Refused{from.connection}, {}});
    const End accepted{to, ConnectionId(kAcceptedConnection + ++accepted_)};
    streams_.push_back({{from, accepted}});
    const std::size_t id = streams_.size() - 1;
    by_end_[from] = id;
    by_end_[accepted] = id;
    schedule(kLatency, {accepted, input::Opened{accepted.connection, true, port}, id});
    schedule(kLatency, {from, input::Opened{from.connection, false}, id});
  }
  void send(const End& from, const Bytes& bytes) {
    const auto found = by_end_.find(from);
    if (found == by_end_.end() || !streams_[found->second].open) return;
    const Stream& stream = streams_[found->second];
    const End& to = stream.ends[stream.ends[0] == from ? 1 : 0];
    if (lost_.contains({from.process, to.process})) return;
    const bool abroad = from.process != kClient && to.process != kClient &&
                        datacenter_of(from.process) != datacenter_of(to.process);
    if (abroad) wire_bytes += bytes.size();
    if (abroad) sent_abroad += bytes.view();
    if (loses_next_ == to.process && datacenter_of(from.process) != datacenter_of(to.process)) {
      loses_next_.reset();
      return;
    }
    schedule(kLatency, {to, input::Received{to.connection, bytes}, found->second});
  }
  void reset(std::size_t id) {
    if (!std::exchange(streams_[id].open, false)) return;
    for (const End& end : streams_[id].ends)
      schedule(kLatency, {end, input::Closed{end.connection}, {}});
  }
  void close(const End& from) {
    const auto found = by_end_.find(from);
    if (found == by_end_.end() || !std::exchange(streams_[found->second].open, false)) return;
    const Stream& stream = streams_[found->second];
    const End& to = stream.ends[stream.ends[0] == from ? 1 : 0];
    schedule(kLatency, {to, input::Closed{to.connection}, {}});
  }

  bool step_until(Instant until) {
    if (events_.empty() || events_.begin()->first.first > until) return false;
    now_ = events_.begin()->first.first;
    Event event = std::move(events_.begin()->second);
    events_.erase(events_.begin());
    if (event.stream && !streams_[*event.stream].open) return true;
    if (event.to.process == kClient) {
      if (const auto* received = std::get_if<input::Received>(&event.input))
        answers_.push_back(decode<Response>(received->bytes)->reply);
      return true;
    }
    Node& node = nodes_[event.to.process.value()];
    // Whoever runs at its address by then gets a datagram.
    if (event.life != node.life && !std::holds_alternative<input::Datagram>(event.input))
      return true;
    if (const auto halted = halted_.find(event.to.process); halted != halted_.end()) {
      halted->second.push_back(std::move(event));
      return true;
    }
    if (const auto* fired = std::get_if<input::TimerFired>(&event.input)) {
      const auto timer = node.timers.find(fired->timer);
      if (timer == node.timers.end() || timer->second != event.timer_setting) return true;
      node.timers.erase(timer);
    }
    deliver(event.to.process, event.input);
    return true;
  }

  void take(ProcessId process, Output& output) {
    Node& node = nodes_[process.value()];
    std::visit(Overloaded{[&](output::Connect& o) {
                            connect({process, o.connection}, o.to, o.port);
                          },
                          [&](output::Send& o) {
                            send({process, o.connection}, o.bytes);
                          },
                          [&](output::SendDatagram& o) {
                            if (is_cut(process, o.to) || lost_.contains({process, o.to})) return;
                            schedule(kLatency, {{o.to, {}}, input::Datagram{process, o.bytes}, {}});
                          },
                          [&](output::Close& o) {
                            close({process, o.connection});
                          },
                          [&](output::SetTimer& o) {
                            Event event{{process, {}}, input::TimerFired{o.timer}, {}};
                            event.timer_setting = node.timers[o.timer] = ++timer_settings_;
                            schedule(o.after, std::move(event));
                          },
                          [&](output::CancelTimer& o) { node.timers.erase(o.timer); },
                          [&](output::Append& o) { append(process, o.record); },
                          [&](output::Replace& o) {
                            node.snapshot = o.snapshot;
                            node.records.clear();
                            node.synced = 0;
                          },
                          [&](output::Truncate& o) { node.records.resize(o.records); },
                          [&](output::Sync&) { node.synced = node.records.size(); },
                          [](output::Exit&) {}, [](output::Listen&) {},
                          [&](Observation& o) { observe(process, o); }, [](auto&) {}},
               output);
  }
  void append(ProcessId process, const Bytes& bytes) {
    std::vector<Bytes>& records = nodes_[process.value()].records;
    const auto content = unseal(records.size(), bytes);
    FL_ASSERT(content.has_value(), "a shard seals each record for the place where it lands");
    records.push_back(bytes);
    const auto record = decode<LogRecord>(*content);
    const auto* update = record ? std::get_if<Update>(&*record) : nullptr;
    if (update == nullptr || update->first.source.member != member_of_[process.value()]) return;
    // A standby writes what its primary gave out.
    const auto& given = given_out_.try_emplace({update->slot, update->first}, update->payload);
    if (given.first->second != update->payload) dot_reused = true;
  }
  void observe(ProcessId process, Observation& observation) {
    if (listener) listener(process, observation);
    if (const auto* mark = std::get_if<observation::Mark>(&observation)) {
      ++marks[mark->name];
    } else if (const auto* waiting = std::get_if<observation::Waiting>(&observation)) {
      waiting_.push_back(waiting->what);
    } else if (const auto* digest = std::get_if<observation::Digest>(&observation)) {
      digests_[{process, digest->key}] = digest->digest;
    } else if (std::holds_alternative<observation::Forgotten>(observation)) {
      std::erase_if(digests_, [&](const auto& item) { return item.first.first == process; });
    } else if (!std::holds_alternative<observation::Metadata>(observation)) {
      if (const auto* taken = std::get_if<observation::SnapshotTaken>(&observation))
        ++snapshots_taken[taken->snapshot];
      observations.push_back(std::move(observation));
    }
  }

  std::vector<Machine> machines_;
  Deployment deployment_;
  std::vector<Node> nodes_;
  std::vector<MemberId> member_of_;
  std::vector<Stream> streams_;
  std::map<End, std::size_t> by_end_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> cuts_;
  std::map<std::pair<Instant, std::uint64_t>, Event> events_;
  std::map<std::pair<std::uint32_t, Port>, ConnectionId> client_links_;
  std::map<std::uint32_t, Duration> clock_offsets_;
  std::vector<Reply> answers_;
  std::vector<std::string> waiting_;
  std::map<std::pair<ProcessId, Bytes>, Hash128> digests_;  // as last observed
  std::map<std::pair<Slot, Dot>, Bytes> given_out_;
  std::optional<ProcessId> loses_next_;
  std::set<std::pair<ProcessId, ProcessId>> lost_;
  std::map<ProcessId, std::vector<Event>> halted_;
  Instant now_{};
  Prng random_{1};
  std::uint64_t inserted_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t timer_settings_ = 0;
  std::uint64_t operations_ = 0;
};

}  // namespace faultline::engine::active_active
