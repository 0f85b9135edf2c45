// Connections: ordered streams between two processes, as TCP gives them. One Send arrives as one
// Received, in order, or the stream ends. The host accepts for its processes: a paused process
// takes connections and bytes, a dead one refuses, a powered-off machine answers nothing; a connect
// to it is repeated and succeeds if the machine is back before the connect times out (after 3 s:
// over a longer round trip nobody ever connects).
//
// Under a cut (shared cli.md, scenario): refused = open streams reset when it begins and connects
// are refused; stopped = bytes vanish, retransmission with doubling pauses delivers them after the
// heal, and a stream without progress for stall_reset resets at both ends; jammed = bytes queue and
// arrive at the heal; slowed = every segment takes longer. A cut of one direction only: what goes
// the open way arrives, but behind a stopped cut its acknowledgements do not come back, which is no
// progress either; a connect needs both directions. Where links are down and no other way is left,
// traffic is stopped as by a cut.
//
// A lost segment is sent again after a pause that doubles, and what follows it waits. Of data no
// more than the smallest window of the route is under way and not acknowledged; the rest waits with
// the sender, and nobody tells the process.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/ports/process.h"
#include "sim/host/hosts.h"
#include "sim/kernel/event.h"
#include "sim/network/conditions.h"
#include "sim/network/link_queues.h"
#include "sim/network/stream.h"

namespace faultline::sim {

// How a process's side of the network looks to the streams.
class StreamUser : public DisturbanceWatcher {
 public:
  [[nodiscard]] virtual engine::HostId host_of(engine::ProcessId process) const = 0;
  // Whether there is somebody: running or paused, not dead.
  [[nodiscard]] virtual bool alive(engine::ProcessId process) const = 0;
  // Whether somebody is there who accepts connections.
  [[nodiscard]] virtual bool listening(engine::ProcessId process) const = 0;
  virtual void deliver(engine::ProcessId process, engine::Input input) = 0;
  virtual void delivered_bytes(const engine::Bytes& bytes) = 0;
};

class Streams {
 public:
  Streams(Scheduler& scheduler, StreamUser& user, Hosts& hosts, Conditions& conditions);

  void connect(engine::ProcessId from, engine::ConnectionId connection, const engine::Endpoint& to);
  void send(engine::ProcessId from, engine::ConnectionId connection, engine::Bytes bytes,
            std::uint32_t uncounted);
  void close(engine::ProcessId from, engine::ConnectionId connection);
  // `silent`: the machine lost power, peers notice nothing yet.
  void process_died(engine::ProcessId process, bool silent);
  // A machine is back: peers of its old streams get resets, connects that wait for it go on.
  void machine_returned(engine::HostId host);

  // Cuts or links have changed: streams that meet a refusal reset, others go on or wait.
  void conditions_changed();
  // Of the direct links from one data center to another.
  void bandwidth_changed(engine::DatacenterId from, engine::DatacenterId to);

  void handle(const Event& event);

  // Messages and bytes (without opaque ids) that left their host.
  [[nodiscard]] std::uint64_t wire_messages() const { return wire_messages_; }
  [[nodiscard]] std::uint64_t wire_bytes() const { return wire_bytes_; }

 private:
  using StreamId = std::uint32_t;

  [[nodiscard]] std::optional<std::pair<StreamId, int>> find(engine::ProcessId process,
                                                             engine::ConnectionId connection) const;
  void accept(StreamId id);
  void finish(StreamId id, int end, bool tell);
  void lose_power(StreamId id, int end);
  void forget_segments(StreamId id);
  void reset_both(StreamId id);
  void connect_timed_out(StreamId id);
  void arrive(StreamId id, int from);
  void take(StreamId id, int from, Segment segment);
  void wait_for_power(StreamId id, Segment open);

  // stream_transmission.cpp: from the sender's window over the link's queue into flight.
  void transmit(StreamId id, int from, Segment segment);
  void enter_link(StreamId id, int from, Segment segment);
  void back_off(StreamId id, int from, Segment segment);
  void link_is_free(LinkIndex link);
  void depart(StreamId id, int from, Segment segment);
  void put_in_flight(StreamId id, int from, Segment segment, engine::Duration extra);
  void lose(StreamId id, int from, Segment segment);
  void retransmit(StreamId id, int from);
  [[nodiscard]] bool fits_window(StreamId id, int from, const Segment& segment) const;
  void acknowledged(StreamId id, int from, std::int64_t bytes);
  void take_acknowledgements(Direction& way);
  void window_opens(StreamId id, int from);
  void wait_for_window(StreamId id, int from);

  // stream_cuts.cpp: what cuts do to streams.
  [[nodiscard]] std::optional<CutEffect> cut_from(StreamId id, int from) const;
  [[nodiscard]] std::optional<CutEffect> refusal(StreamId id) const;
  void wait_behind(const CutEffect& cut, StreamId id, int from);
  void acknowledge(StreamId id, int from, const Segment& segment);
  void wait_for_acknowledgement(const CutEffect& cut, StreamId id, int from);
  void check_stall(StreamId id, int from);
  void judge_held();
  void judge_unacknowledged();
  void release_held(StreamId id, int from);

  [[nodiscard]] Direction& direction(StreamId id, int from) {
    return streams_[id].directions[from];
  }
  [[nodiscard]] engine::HostId host(StreamId id, int end) const {
    return streams_[id].ends[end].host;
  }
  void schedule(engine::Instant at, EventKind kind, StreamId id, int from);

  Scheduler& scheduler_;
  StreamUser& user_;
  Hosts& hosts_;
  Conditions& conditions_;
  LinkQueues queues_;
  std::vector<Stream> streams_;
  std::map<std::pair<engine::ProcessId, engine::ConnectionId>, std::pair<StreamId, int>> open_;
  std::map<engine::ProcessId, std::uint64_t> accepted_;
  std::uint64_t wire_messages_ = 0;
  std::uint64_t wire_bytes_ = 0;
};

}  // namespace faultline::sim
