// What a history amounts to in numbers, beside the ledger: operations, latency, availability,
// staleness. Integer nanoseconds and parts per million.
#pragma once

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Of values in any order; zeros for none. The smallest value that at least that share reaches.
[[nodiscard]] Quantiles quantiles(std::vector<std::int64_t> values);

// The client got the answer of a replica, be it an error of its own command.
[[nodiscard]] bool served(const OperationEntry& operation);

// Fills in operations, latency_ns, availability_ppm, unavailable, staleness_ns,
// metadata_bytes_peak and marks.
void measure(const History& history, EngineResult& result);

}  // namespace faultline::sim
