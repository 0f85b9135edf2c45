#include "engine/dynomite/link.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {

Link::Link(ProcessId to, std::uint64_t first, std::uint64_t stride, TimerId reconnect,
           TimerId time_out)
    : to_(to),
      next_(first),
      stride_(stride),
      reconnect_timer_(reconnect),
      time_out_timer_(time_out) {}

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
  outputs.set_timer(reconnect_timer_, pause_);
  pause_ = std::min(2 * pause_, kReconnectMax);
  if (alarm_) outputs.cancel_timer(time_out_timer_);
  alarm_.reset();
  return std::exchange(unanswered_, {});
}

void Link::send(Encoded message, Awaited awaited, MonotonicTime now, Outputs& outputs) {
  FL_ASSERT(connected_, "what cannot be sent is dropped by the caller");
  outputs.send(connection_, std::move(message));
  if (!alarm_ || awaited.deadline < *alarm_) {
    alarm_ = awaited.deadline;
    outputs.set_timer(time_out_timer_, awaited.deadline - now);
  }
  unanswered_.push_back(std::move(awaited));
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
  for (const Awaited& awaited : unanswered_)
    if (!alarm_ || awaited.deadline < *alarm_) alarm_ = awaited.deadline;
  if (!alarm_) return false;
  if (*alarm_ <= now) {
    alarm_.reset();
    return true;
  }
  outputs.set_timer(time_out_timer_, *alarm_ - now);
  return false;
}

}  // namespace faultline::engine::dynomite
