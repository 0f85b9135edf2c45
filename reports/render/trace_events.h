// A run as a Chrome trace (the Trace Event Format, which Perfetto and chrome://tracing open): data
// centers as processes, in them clients and replicas as threads; faults as a process of their own;
// arrows from an operation to where its updates came.
#pragma once

#include <string>
#include <vector>

#include "reports/metrics/deliveries.h"
#include "sim/run_result.h"

namespace faultline::reports {

struct TracedRun {
  std::string scenario;
  std::string seed;
  std::string engine;
  std::vector<sim::OperationRecord> history;
  std::vector<Delivery> deliveries;  // of operations that are not in the history: left out
  std::vector<sim::FaultBand> faults;
  std::int64_t end_ns = 0;  // of the run; what never ended ends there
};

[[nodiscard]] std::string trace_events(const TracedRun& run);

}  // namespace faultline::reports
