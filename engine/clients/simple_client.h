// A plain client library for any engine: one connection to the first endpoint that takes it,
// requests pipelined, answers matched by their order, nothing sent twice unless it was told to. An
// endpoint that closes before it has answered anything counts as one that does not take it. It
// says kFailed only of what was never sent or of an error of the command itself, else
// kIndeterminate. Time-out: 12 s, the socket time-out of the Dyno client (shared dynomite/facts.md
// 11).
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/ports/process.h"

namespace faultline::engine {

struct SimpleClientConfig {
  std::vector<Endpoint> endpoints;  // the preferred one first; at least one
  Duration time_out = std::chrono::seconds(12);
  // After every endpoint has refused, before the first is tried again.
  Duration reconnect_delay = std::chrono::seconds(1);
};

class SimpleClient final : public Process {
 public:
  explicit SimpleClient(SimpleClientConfig config);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

  // How the operations so far ended: with an answer, if only an error, or without one.
  struct Tally {
    std::uint64_t answered = 0;
    std::uint64_t unanswered = 0;
  };
  [[nodiscard]] Tally tally() const { return tally_; }

 private:
  enum class State { kDisconnected, kConnecting, kConnected };
  struct Pending {
    OperationId operation;
    MonotonicTime deadline;
    Arguments command;
    bool was_sent = false;
  };

  void requested(const input::Requested& input, const StepContext& context, Outputs& outputs);
  void opened(ConnectionId connection, Outputs& outputs);
  void refused(ConnectionId connection, MonotonicTime now, Outputs& outputs);
  void closed(ConnectionId connection, Outputs& outputs);
  void received(const input::Received& input, const StepContext& context, Outputs& outputs);
  void check_time_outs(MonotonicTime now, Outputs& outputs);
  // The oldest of those sent gets no answer any more, and those that follow none that can be
  // matched.
  void time_out_oldest(Outputs& outputs);

  // One try at each endpoint in turn, from the preferred one on.
  void begin_round(Outputs& outputs);
  void connect(Outputs& outputs);
  void send(Pending pending, Outputs& outputs);
  // Nobody knows what became of what was sent; starts again with the preferred endpoint.
  void connection_lost(Outputs& outputs);
  void give_up_sent(Outputs& outputs);
  void administered(const input::Administered& input, Outputs& outputs);
  // Gives up what has not been sent by now, or not again.
  void give_up(const Pending& pending, const char* reason, Outputs& outputs);
  void end_unanswered(OperationId operation, output::Outcome outcome, const char* reason,
                      Outputs& outputs);
  void watch_oldest(MonotonicTime now, Outputs& outputs);

  SimpleClientConfig config_;
  State state_ = State::kDisconnected;
  std::size_t endpoint_ = 0;
  ConnectionId connection_{};
  std::uint64_t connections_ = 0;
  bool answered_ = false;                    // anything, on this connection
  std::optional<MonotonicTime> next_round_;  // not before; none: at once
  bool watching_ = false;
  bool resends_ = false;
  std::deque<Pending> sent_;    // oldest first
  std::deque<Pending> queued_;  // all younger than those sent
  Tally tally_;
};

// With the documented time-outs; for Deployment::make_client.
[[nodiscard]] inline std::unique_ptr<Process> make_simple_client(std::vector<Endpoint> endpoints) {
  return std::make_unique<SimpleClient>(SimpleClientConfig{.endpoints = std::move(endpoints)});
}

}  // namespace faultline::engine
