// What each counter may show at the end, told from clients' records alone: the sum of what was
// acknowledged, and of any of the rest (shared checkers.md, 1.4, B variant; Maelstrom's
// pn_counter.clj). What was refused is of the rest too: an error of the one replica that answers
// says nothing of the others.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/history/client_view.h"
#include "sim/history/reachable_sums.h"

namespace faultline::sim {

struct CounterAddition {
  OperationIndex operation = 0;
  std::int64_t delta = 0;
};

struct FinalCounter {
  engine::Bytes key;
  std::vector<CounterAddition> additions;  // in the order in which they were asked
  ReachableSums possible;
  struct Shown {
    LocalReplica replica = 0;
    std::optional<std::int64_t> value;  // no such key: 0; none: no number
  };
  std::vector<Shown> shown;  // by final reads
};

struct FinalCounters {
  std::vector<FinalCounter> counters;  // by key
  // Counters that other commands than INCR, DECR, INCRBY and DECRBY write, or whose sum may leave
  // the range of a number.
  std::uint64_t keys_left_out = 0;
};

[[nodiscard]] FinalCounters final_counters(const History& history);

}  // namespace faultline::sim
