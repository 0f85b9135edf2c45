// Clients of an open loop ask again before they are answered; Jepsen's processes and the tracks of
// a trace do one thing at a time. So each client has as many threads as it ever had operations
// under way, and each operation takes the first that is free.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run_result.h"

namespace faultline::reports {

struct ClientThread {
  std::string client;
  std::string dc;
  std::size_t number = 0;  // among the client's own, from 0
};

struct ClientThreads {
  // The first thread of every client, in the order in which they first asked; then the others.
  std::vector<ClientThread> threads;
  std::vector<std::size_t> of;     // by place in the history, the operation's thread
  std::vector<std::size_t> order;  // places in the history, in order of asking
};

// An operation that never returned keeps its thread for good.
[[nodiscard]] ClientThreads client_threads(const std::vector<sim::OperationRecord>& history);

}  // namespace faultline::reports
