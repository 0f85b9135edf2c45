// When each operation's updates came to each replica: what a trace shows beside the clients. Of a
// closed history.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/history/history.h"

namespace faultline::reports {

struct Delivery {
  std::uint64_t operation = 0;
  std::string replica;  // "us-east/a/0/redis"
  std::string dc;
  std::int64_t at_ns = 0;
  bool home = false;  // it ran there
};

// The first time at each replica, by operation, home first and then in order of time. What replicas
// did of their own accord, evictions and expiries, is left out.
[[nodiscard]] std::vector<Delivery> deliveries(const sim::History& history);

}  // namespace faultline::reports
