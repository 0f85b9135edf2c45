// What a history amounts to in numbers, beside the ledger: operations, latency, availability,
// staleness. Integer nanoseconds and parts per million.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
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
// reach: when the client had its answer, the way, and how much later the replica had the update (0:
// it had it before); none: it never had.
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
      if (there == home) continue;
      std::optional<std::int64_t> delay_ns;
      if (effect.holdings[r].ever())
        delay_ns = std::max<std::int64_t>(
            0, (effect.holdings[r].first_at() - *operation.returned).count());
      visitor(*operation.returned, std::pair(home, there), delay_ns);
    }
  }
}

// Fills in operations, latency_ns, availability_ppm, unavailable, staleness_ns,
// metadata_bytes_peak and marks.
void measure(const History& history, EngineResult& result);

}  // namespace faultline::sim
