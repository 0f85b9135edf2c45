// A connection that is kept up: opened, and opened again after a pause that grows while it fails.
// Its owner numbers connections and hands over the inputs that belong to it.
#pragma once

#include <string>

#include "engine/ports/process.h"

namespace faultline::engine::active_active {

// Basis: chosen.
inline constexpr Duration kFirstRetry = std::chrono::milliseconds(100);
inline constexpr Duration kLastRetry = std::chrono::seconds(2);

class Link {
 public:
  Link(ProcessId to, TimerId retry_timer) : to_(to), retry_timer_(retry_timer) {}

  void connect(ConnectionId connection, Outputs& outputs);
  void opened();
  // Refused or closed; `why` in a word. The owner connects again when the timer fires.
  void lost(const char* why, MonotonicTime now, Outputs& outputs);
  [[nodiscard]] bool leads_to(ProcessId to) const { return to == to_; }
  // From the next connect on; the owner closes it before.
  void lead_to(ProcessId to) { to_ = to; }
  // On the owner's own will, without a retry.
  void close(Outputs& outputs);

  [[nodiscard]] bool up() const { return state_ == State::kUp; }
  [[nodiscard]] bool idle() const { return state_ == State::kIdle; }
  [[nodiscard]] bool retrying() const { return state_ == State::kRetrying; }
  [[nodiscard]] bool is(ConnectionId connection) const {
    return (state_ == State::kUp || state_ == State::kConnecting) && connection == connection_;
  }
  [[nodiscard]] ConnectionId connection() const { return connection_; }
  [[nodiscard]] TimerId retry_timer() const { return retry_timer_; }
  // "refused, next try in 400ms"; empty while up or idle.
  [[nodiscard]] std::string trouble(MonotonicTime now) const;

 private:
  enum class State { kIdle, kConnecting, kUp, kRetrying };
  ProcessId to_;
  TimerId retry_timer_;
  ConnectionId connection_;
  State state_ = State::kIdle;
  Duration pause_ = kFirstRetry;
  const char* why_ = "";
  MonotonicTime next_try_{};
};

}  // namespace faultline::engine::active_active
