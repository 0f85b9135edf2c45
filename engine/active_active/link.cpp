#include "engine/active_active/link.h"

#include <algorithm>

namespace faultline::engine::active_active {

void Link::connect(ConnectionId connection, Outputs& outputs) {
  if (state_ == State::kRetrying) outputs.cancel_timer(retry_timer_);
  connection_ = connection;
  state_ = State::kConnecting;
  outputs.connect(connection, to_);
}

void Link::opened() {
  state_ = State::kUp;
  pause_ = kFirstRetry;
}

void Link::lost(const char* why, MonotonicTime now, Outputs& outputs) {
  state_ = State::kRetrying;
  why_ = why;
  next_try_ = now + pause_;
  outputs.set_timer(retry_timer_, pause_);
  pause_ = std::min(pause_ * 2, kLastRetry);
}

void Link::close(Outputs& outputs) {
  if (state_ == State::kRetrying) outputs.cancel_timer(retry_timer_);
  if (state_ == State::kUp || state_ == State::kConnecting) outputs.close(connection_);
  state_ = State::kIdle;
  pause_ = kFirstRetry;
}

std::string Link::trouble(MonotonicTime now) const {
  if (state_ == State::kConnecting) return "connecting";
  if (state_ != State::kRetrying) return {};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_try_ - now).count();
  return std::string(why_) + ", next try in " + std::to_string(left) + "ms";
}

}  // namespace faultline::engine::active_active
