#include "engine/dynomite/link.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {

Link::Link(ProcessId to, std::uint64_t first, std::uint64_t stride, const LinkTimers& timers,
           std::optional<RateLimit> limit)
    : to_(to), next_(first), stride_(stride), timers_(timers), limit_(limit) {}

void Link::open(Outputs& outputs) {
  connection_ = ConnectionId(next_);
  next_ += stride_;
  outputs.connect(connection_, to_);
}

void Link::opened() {
  connected_ = true;
  pause_ = kReconnectFirst;
}

std::deque<Awaited> Link::lost(bool close, Outputs& outputs) {
  if (close) outputs.close(connection_);
  connection_ = ConnectionId();
  connected_ = false;
  outputs.set_timer(timers_.reconnect, pause_);
  pause_ = std::min(2 * pause_, kReconnectMax);
  if (alarm_) outputs.cancel_timer(timers_.time_out);
  alarm_.reset();
  if (!queue_.empty()) outputs.cancel_timer(timers_.next_second);
  std::deque<Awaited> waited = std::exchange(unanswered_, {});
  for (Queued& queued : queue_) waited.push_back(std::move(queued.awaited));
  queue_.clear();
  return waited;
}

bool Link::send(Encoded message, Awaited awaited, const StepContext& context, Outputs& outputs) {
  FL_ASSERT(connected_, "what cannot be sent is dropped by the caller");
  watch(awaited, context, outputs);
  // What was kept back and not sent before the node was back to normal stays where it is, and so
  // does what comes after it: as in the real program, until the time-out closes the connection.
  if (!queue_.empty() || (limit_ && !limit_->take(context.wall))) {
    if (queue_.empty()) {
      outputs.observe(observation::Mark{"dynomite_rate_limited"});
      outputs.set_timer(timers_.next_second, RateLimit::wait(context.wall));
    }
    queue_.push_back({std::move(message), std::move(awaited)});
    return false;
  }
  outputs.send(connection_, std::move(message));
  unanswered_.push_back(std::move(awaited));
  return true;
}

void Link::keep_back(Encoded message, Awaited awaited, const StepContext& context,
                     Outputs& outputs) {
  watch(awaited, context, outputs);
  queue_.push_back({std::move(message), std::move(awaited)});
}

void Link::send_all(Encoded message, Awaited awaited, const StepContext& context,
                    Outputs& outputs) {
  keep_back(std::move(message), std::move(awaited), context, outputs);
  while (!queue_.empty()) send_queued(outputs);
}

void Link::watch(const Awaited& awaited, const StepContext& context, Outputs& outputs) {
  if (alarm_ && *alarm_ <= awaited.deadline) return;
  alarm_ = awaited.deadline;
  outputs.set_timer(timers_.time_out, awaited.deadline - context.monotonic);
}

void Link::send_queued(Outputs& outputs) {
  outputs.send(connection_, std::move(queue_.front().message));
  unanswered_.push_back(std::move(queue_.front().awaited));
  queue_.pop_front();
}

void Link::next_second(const StepContext& context, Outputs& outputs) {
  while (!queue_.empty() && limit_->take(context.wall)) send_queued(outputs);
  if (!queue_.empty()) outputs.set_timer(timers_.next_second, RateLimit::wait(context.wall));
}

Awaited Link::take_oldest() {
  FL_ASSERT(!unanswered_.empty(), "an answer follows a request");
  Awaited oldest = std::move(unanswered_.front());
  unanswered_.pop_front();
  return oldest;
}

bool Link::overdue(MonotonicTime now, Outputs& outputs) {
  alarm_.reset();
  // Reads and writes have different limits, so the oldest is not always the next one due.
  const auto look_at = [&](const Awaited& awaited) {
    if (!alarm_ || awaited.deadline < *alarm_) alarm_ = awaited.deadline;
  };
  for (const Awaited& awaited : unanswered_) look_at(awaited);
  for (const Queued& queued : queue_) look_at(queued.awaited);
  if (!alarm_) return false;
  if (*alarm_ <= now) {
    alarm_.reset();
    return true;
  }
  outputs.set_timer(timers_.time_out, *alarm_ - now);
  return false;
}

}  // namespace faultline::engine::dynomite
