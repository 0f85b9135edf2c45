// Connections: ordered streams between two processes, as TCP gives them. One Send arrives as one
// Received, in order, or the stream ends. The host accepts for its processes: a paused process
// takes connections and bytes, a dead one refuses, a powered-off machine answers nothing; a connect
// to it is repeated and succeeds if the machine is back before the connect times out.
//
// Under a cut (shared cli.md, scenario): refused = open streams reset when it begins and connects
// are refused; stopped = bytes vanish, retransmission with doubling pauses delivers them after the
// heal, and a stream without progress for stall_reset resets at both ends; jammed = bytes queue and
// arrive at the heal; slowed = every segment takes longer. A cut of one direction only: what goes
// the open way arrives, but behind a stopped cut its acknowledgements do not come back, which is no
// progress either; a connect needs both directions.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/ports/process.h"
#include "sim/host/hosts.h"
#include "sim/kernel/event.h"
#include "sim/network/cuts.h"
#include "sim/network/paths.h"

namespace faultline::sim {

// How a process's side of the network looks to the streams.
class StreamUser : public DisturbanceWatcher {
 public:
  [[nodiscard]] virtual engine::HostId host_of(engine::ProcessId process) const = 0;
  // Whether somebody listens there: running or paused, not dead.
  [[nodiscard]] virtual bool listening(engine::ProcessId process) const = 0;
  virtual void deliver(engine::ProcessId process, engine::Input input) = 0;
  virtual void delivered_bytes(const engine::Bytes& bytes) = 0;
};

class Streams {
 public:
  Streams(Scheduler& scheduler, StreamUser& user, Hosts& hosts, Paths paths);

  void connect(engine::ProcessId from, engine::ConnectionId connection, engine::ProcessId to);
  void send(engine::ProcessId from, engine::ConnectionId connection, engine::Bytes bytes,
            std::uint32_t uncounted);
  void close(engine::ProcessId from, engine::ConnectionId connection);
  // `silent`: the machine lost power, peers notice nothing yet.
  void process_died(engine::ProcessId process, bool silent);
  // A machine is back: peers of its old streams get resets, connects that wait for it go on.
  void machine_returned(engine::HostId host);

  void add_cut(DisturbanceId id, const Cut& cut);
  void remove_cut(DisturbanceId id);
  // Nothing gets from one to the other, or only what a stream resets over.
  [[nodiscard]] bool separated(engine::HostId from, engine::HostId to) const;

  void handle(const Event& event);

  // Messages and bytes (without opaque ids) that left their host.
  [[nodiscard]] std::uint64_t wire_messages() const { return wire_messages_; }
  [[nodiscard]] std::uint64_t wire_bytes() const { return wire_bytes_; }

 private:
  enum class SegmentKind { kOpen, kAccept, kData, kFinish, kReset };
  struct Segment {
    SegmentKind kind{};
    engine::Bytes bytes;
    std::uint32_t counted = 0;
    engine::Instant departed{};
  };
  struct Direction {
    std::deque<Segment> in_flight;  // one kArrive event each, in order
    std::deque<Segment> held;       // waiting behind a cut
    std::optional<engine::Instant> held_since;
    bool lost = false;            // a stopped cut met what waits: it must be sent again
    bool jammed = false;          // the cut in force only jams: no stall
    engine::Instant stalls_at{};  // when the wait behind a stopped cut resets the stream
    // What arrived although a stopped cut takes its acknowledgements: sent when, given up when.
    std::optional<engine::Instant> unacknowledged_since;
    engine::Instant given_up_at{};
    engine::Instant last_arrival{};
    std::uint64_t epoch = 0;
  };
  enum class EndState { kConnecting, kOpen, kGone };
  struct End {
    engine::ProcessId process;
    engine::ConnectionId connection;
    engine::HostId host;
    EndState state = EndState::kConnecting;
  };
  // Direction i leads from end i to the other.
  struct Stream {
    End ends[2];
    Direction directions[2];
    bool orphaned = false;  // one end lost power
  };
  using StreamId = std::uint32_t;

  [[nodiscard]] std::optional<std::pair<StreamId, int>> find(engine::ProcessId process,
                                                             engine::ConnectionId connection) const;
  void transmit(StreamId id, int from, Segment segment);
  void put_in_flight(StreamId id, int from, Segment segment, engine::Instant departs,
                     engine::Duration extra);
  void arrive(StreamId id, int from);
  void wait_for_power(StreamId id, Segment open);
  void accept(StreamId id);
  void finish(StreamId id, int end, bool tell);
  void lose_power(StreamId id, int end);
  void forget_segments(StreamId id);
  void reset_both(StreamId id);
  void wait_behind(const CutEffect& cut, StreamId id, int from);
  void acknowledge(StreamId id, int from, engine::Instant departed);
  void wait_for_acknowledgement(const CutEffect& cut, StreamId id, int from);
  void judge_held();
  void judge_unacknowledged();
  [[nodiscard]] std::optional<CutEffect> cut_from(StreamId id, int from) const;
  [[nodiscard]] std::optional<CutEffect> refusal(StreamId id) const;
  void release_held(StreamId id, int from);
  [[nodiscard]] engine::Instant next_retransmission(engine::Instant since) const;

  Scheduler& scheduler_;
  StreamUser& user_;
  Hosts& hosts_;
  Paths paths_;
  Cuts cuts_;
  std::vector<Stream> streams_;
  std::map<std::pair<engine::ProcessId, engine::ConnectionId>, std::pair<StreamId, int>> open_;
  std::map<engine::ProcessId, std::uint64_t> accepted_;
  std::uint64_t wire_messages_ = 0;
  std::uint64_t wire_bytes_ = 0;
};

}  // namespace faultline::sim
