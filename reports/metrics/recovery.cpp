#include "reports/metrics/recovery.h"

#include <algorithm>

namespace faultline::reports {

std::optional<std::int64_t> last_fault_end(const sim::RunResult& run) {
  std::optional<std::int64_t> last;
  for (const sim::FaultBand& fault : run.faults) {
    if (fault.ends) last = std::max(last.value_or(fault.to_ns), fault.to_ns);
  }
  return last;
}

std::string last_fault_words(const sim::RunResult& run) {
  const bool all_end = std::all_of(run.faults.begin(), run.faults.end(),
                                   [](const sim::FaultBand& fault) { return fault.ends; });
  return all_end ? "the last fault" : "the last fault that does not stay";
}

std::optional<std::int64_t> caught_up_after(const sim::EngineResult& engine,
                                            const sim::RunResult& run) {
  const auto fault_end = last_fault_end(run);
  if (!fault_end) return std::nullopt;
  std::int64_t fault_begin = *fault_end;
  for (const sim::FaultBand& fault : run.faults) fault_begin = std::min(fault_begin, fault.from_ns);
  std::int64_t usual = 0;
  std::int64_t differing = 0;  // at the end of the last fault
  for (const sim::DivergencePoint& point : engine.divergence) {
    if (point.at_ns < fault_begin) usual = std::max(usual, point.differing_keys);
    if (point.at_ns <= *fault_end) {
      differing = point.differing_keys;
      continue;
    }
    if (differing <= usual) return 0;
    if (point.differing_keys <= usual) return point.at_ns - *fault_end;
  }
  if (differing <= usual) return 0;
  return std::nullopt;
}

std::int64_t most_differing(const sim::EngineResult& engine) {
  std::int64_t most = 0;
  for (const sim::DivergencePoint& point : engine.divergence) {
    most = std::max(most, point.differing_keys);
  }
  return most;
}

}  // namespace faultline::reports
