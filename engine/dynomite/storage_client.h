// A client right at the Redis behind a node, past the Dynomite in front of it: what an operator
// sees with redis-cli on that machine. Asks in order, connects anew when it has something to ask.
#pragma once

#include <deque>
#include <vector>

#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

class StorageClient final : public Process {
 public:
  explicit StorageClient(ProcessId redis) : redis_(redis) {}
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  enum class State { kIdle, kConnecting, kConnected };

  void requested(const input::Requested& input, Outputs& outputs);
  void opened(ConnectionId connection, Outputs& outputs);
  void received(const input::Received& input, Outputs& outputs);
  void lost(ConnectionId connection, output::Outcome outcome, const char* why, Outputs& outputs);
  void send(const input::Requested& request, Outputs& outputs) const;

  ProcessId redis_;
  State state_ = State::kIdle;
  ConnectionId connection_{};
  std::uint64_t connections_ = 0;
  std::deque<input::Requested> waiting_;  // for the connection, or for the answer
};

}  // namespace faultline::engine::dynomite
