#include "reports/charts/common.h"

#include <algorithm>

namespace faultline::reports {

std::vector<TimeBand> bands_of(const sim::RunResult& run) {
  std::vector<TimeBand> bands;
  for (const sim::FaultBand& fault : run.faults) {
    std::string label = fault.label;
    std::replace(label.begin(), label.end(), '_', ' ');
    bands.push_back({std::move(label), fault.from_ns, fault.to_ns});
  }
  const bool load_is_last = std::none_of(
      run.faults.begin(), run.faults.end(),
      [&](const sim::FaultBand& fault) { return fault.ends && fault.to_ns >= run.heal_ns; });
  if (load_is_last) bands.push_back({"the load ends", run.heal_ns, run.heal_ns});
  return bands;
}

std::optional<Chart> with_panels(
    TimeChart chart, const ReportInput& input,
    const std::function<TimePanel(const sim::EngineResult&)>& panel_of) {
  for (const sim::EngineResult* engine : engine_results(input)) {
    TimePanel panel = panel_of(*engine);
    if (!panel.lines.empty()) chart.panels.push_back(std::move(panel));
  }
  if (chart.panels.empty()) return std::nullopt;
  chart.bands = bands_of(input.result);
  return chart;
}

}  // namespace faultline::reports
