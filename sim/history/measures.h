// What a history amounts to in numbers, beside the ledger: operations, latency, availability,
// staleness. Integer nanoseconds and parts per million.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Of values in any order; zeros for none. The smallest value that at least that share reaches.
[[nodiscard]] Quantiles quantiles(std::vector<std::int64_t> values);

// The client got the answer of a replica, be it an error of its own command.
[[nodiscard]] bool served(const OperationEntry& operation);

// By the data centers from which and to which updates go.
template <class Value>
using ByWay = std::map<std::pair<engine::DatacenterId, engine::DatacenterId>, Value>;
[[nodiscard]] inline std::string way_text(const History& history, engine::DatacenterId from,
                                          engine::DatacenterId to) {
  return history.datacenter_name(from) + "->" + history.datacenter_name(to);
}
// Calls for each replica in another data center than its home which an acknowledged update should
// reach: what was asked, the way, and what the replica held.
template <class Visitor>
void visit_ways(const History& history, const Visitor& visitor) {
  for (const EffectEntry& effect : history.effects()) {
    const OperationEntry& operation = history.operation(effect.operation);
    if (!effect.change || effect.implied() || operation.outcome != engine::output::Outcome::kOk)
      continue;
    const KeyEntry& key = history.keys()[effect.key];
    const auto home = history.place(key.replicas[effect.home]).datacenter;
    for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
      const auto there = history.place(key.replicas[r]).datacenter;
      if (there != home) visitor(operation, std::pair(home, there), effect.holdings[r]);
    }
  }
}

// Fills in operations, latency_ns, availability_ppm, unavailable, staleness_ns,
// metadata_bytes_peak and marks.
void measure(const History& history, EngineResult& result);

}  // namespace faultline::sim
