#include "reports/metrics/clock_offsets.h"

#include <fmt/format.h>

#include <algorithm>

namespace faultline::reports {

const ClockWindowsOf& clock_windows(const EngineResults& engines) {
  static const ClockWindowsOf kAllRight;
  // An interrupted run may not have come as far under its last engine.
  const auto furthest =
      std::max_element(engines.begin(), engines.end(),
                       [](const auto* a, const auto* b) { return a->virtual_ns < b->virtual_ns; });
  return furthest == engines.end() ? kAllRight : (*furthest)->clock_windows;
}

std::string clock_offsets_csv(const EngineResults& engines) {
  std::string csv = "from_ns,dc,ahead_max_ns,behind_max_ns\n";
  for (const auto& [datacenter, windows] : clock_windows(engines)) {
    for (const sim::ClockWindow& window : windows) {
      csv += fmt::format("{},{},{},{}\n", window.from_ns, datacenter, window.ahead_ns,
                         window.behind_ns);
    }
  }
  return csv;
}

std::map<std::string, WorstOffset> worst_offsets(const EngineResults& engines) {
  std::map<std::string, WorstOffset> worst;
  for (const auto& [datacenter, windows] : clock_windows(engines)) {
    for (const sim::ClockWindow& window : windows) {
      WorstOffset& there = worst[datacenter];
      there.ahead_ns = std::max(there.ahead_ns, window.ahead_ns);
      there.behind_ns = std::max(there.behind_ns, window.behind_ns);
    }
  }
  return worst;
}

}  // namespace faultline::reports
