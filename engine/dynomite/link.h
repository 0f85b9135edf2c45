// The one connection that a node keeps to a peer, or to the Redis behind it: opened at start,
// opened again after a growing pause, FIFO both ways. What waits for an answer when it closes is
// handed back to be failed; nothing is ever sent again (shared dynomite/facts.md 5 and 6).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "engine/dynomite/answer_to.h"
#include "engine/dynomite/timing.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

struct Awaited {
  AnswerTo to;
  std::uint64_t number = 0;
  MonotonicTime deadline;
};

class Link {
 public:
  // Its connections are numbered first, first + stride, and so on: the node finds the link of one.
  Link(ProcessId to, std::uint64_t first, std::uint64_t stride, TimerId reconnect,
       TimerId time_out);

  void open(Outputs& outputs);
  void opened();
  // The connection was refused, closed by the other side, or (`close`) given up by this one.
  // Answers everything that waited.
  [[nodiscard]] std::deque<Awaited> lost(bool close, Outputs& outputs);

  // The other side must be connected.
  void send(Encoded message, Awaited awaited, MonotonicTime now, Outputs& outputs);
  [[nodiscard]] Awaited take_oldest();
  // At the time-out timer: whether a request is overdue. Else waits for the next one.
  [[nodiscard]] bool overdue(MonotonicTime now, Outputs& outputs);

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] bool is_current(ConnectionId connection) const { return connection == connection_; }
  [[nodiscard]] std::size_t unanswered() const { return unanswered_.size(); }

 private:
  ProcessId to_;
  std::uint64_t next_;
  std::uint64_t stride_;
  TimerId reconnect_timer_;
  TimerId time_out_timer_;
  ConnectionId connection_{};
  bool connected_ = false;
  Duration pause_ = kReconnectFirst;
  std::deque<Awaited> unanswered_;
  // What the timer is set for. Later than needed never, earlier now and then: a request that was
  // answered leaves its alarm behind.
  std::optional<MonotonicTime> alarm_;
};

}  // namespace faultline::engine::dynomite
