// One connection that a node keeps to a peer, or to the Redis behind it: opened at start, opened
// again after a growing pause, FIFO both ways. What waits in it when it closes, sent or not, is
// handed back to be failed; nothing is ever sent again (shared dynomite/facts.md 5 and 6).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "engine/dynomite/answer_to.h"
#include "engine/dynomite/rate_limit.h"
#include "engine/dynomite/timing.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

struct Awaited {
  AnswerTo to;
  std::uint64_t number = 0;
  MonotonicTime deadline;
};

struct LinkTimers {
  TimerId reconnect;
  TimerId time_out;
  TimerId next_second;
};

class Link {
 public:
  // Its connections are numbered first, first + stride, and so on: the node finds the link of one.
  // `limit`: of a link to another data center.
  Link(ProcessId to, std::uint64_t first, std::uint64_t stride, const LinkTimers& timers,
       std::optional<RateLimit> limit);

  void open(Outputs& outputs);
  void opened();
  // The connection was refused, closed by the other side, or (`close`) given up by this one.
  // Answers everything that waited.
  [[nodiscard]] std::deque<Awaited> lost(bool close, Outputs& outputs);

  // The other side must be connected. False: the rate is limited, and it waits its turn.
  bool send(Encoded message, Awaited awaited, const StepContext& context, Outputs& outputs);
  // The node keeps back writes for its own Redis: this one waits in the queue; or it goes after all
  // that waits there.
  void keep_back(Encoded message, Awaited awaited, const StepContext& context, Outputs& outputs);
  void send_all(Encoded message, Awaited awaited, const StepContext& context, Outputs& outputs);
  // At that timer: sends what may go now.
  void next_second(const StepContext& context, Outputs& outputs);
  [[nodiscard]] Awaited take_oldest();
  // At the time-out timer: whether a request is overdue. Else waits for the next one.
  [[nodiscard]] bool overdue(MonotonicTime now, Outputs& outputs);

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] bool is_current(ConnectionId connection) const { return connection == connection_; }
  [[nodiscard]] std::size_t unanswered() const { return unanswered_.size() + queue_.size(); }

 private:
  void watch(const Awaited& awaited, const StepContext& context, Outputs& outputs);
  void send_queued(Outputs& outputs);
  struct Queued {
    Encoded message;
    Awaited awaited;
  };

  ProcessId to_;
  std::uint64_t next_;
  std::uint64_t stride_;
  LinkTimers timers_;
  std::optional<RateLimit> limit_;
  ConnectionId connection_{};
  bool connected_ = false;
  Duration pause_ = kReconnectFirst;
  std::deque<Awaited> unanswered_;
  std::deque<Queued> queue_;  // what the rate, or the node, keeps back
  // What the timer is set for. Later than needed never, earlier now and then: a request that was
  // answered leaves its alarm behind.
  std::optional<MonotonicTime> alarm_;
};

}  // namespace faultline::engine::dynomite
