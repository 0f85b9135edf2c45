// How a client library finds out whether a database answers: a few PINGs one after the other over a
// connection of its own; all must be answered in time.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/ports/process.h"

namespace faultline::engine {

enum class Health { kUnknown, kHealthy, kUnhealthy };

class HealthCheck {
 public:
  struct Config {
    std::vector<Endpoint> endpoints;  // of the database, at least one
    int probes = 0;
    Duration pause{};     // between two of them
    Duration time_out{};  // of each, and of connecting
    TimerId timer;
    std::uint64_t first_connection = 0;  // its connections are numbered from here
  };
  explicit HealthCheck(Config config);

  // Starts one, unless one is under way, which its time-outs bound.
  void begin(Outputs& outputs);
  // Whether the input belongs to it.
  [[nodiscard]] bool owns(const Input& input) const;
  // kUnknown: not decided yet.
  Health step(const Input& input, Outputs& outputs);

 private:
  enum class State { kIdle, kConnecting, kAwaiting, kPausing };

  [[nodiscard]] bool owns(ConnectionId connection) const;
  void connect(Outputs& outputs);
  void probe(Outputs& outputs);
  Health opened(ConnectionId connection, Outputs& outputs);
  Health refused(ConnectionId connection, Outputs& outputs);
  Health closed(ConnectionId connection, Outputs& outputs);
  Health received(const input::Received& received, Outputs& outputs);
  Health timer_fired(Outputs& outputs);
  Health conclude(Health health, Outputs& outputs);

  Config config_;
  State state_ = State::kIdle;
  ConnectionId connection_{};
  bool open_ = false;
  std::uint64_t connections_ = 0;
  std::size_t endpoint_ = 0;
  int left_ = 0;
};

}  // namespace faultline::engine
