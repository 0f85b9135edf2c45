// The titles of the charts: each states in a sentence what its chart shows, with the figures. They
// are also what those hear who cannot see the chart.
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// "Dynomite lost 151 of 4,812 acknowledged updates (3.13 %); Active-Active lost none".
[[nodiscard]] std::string losses_title(const EngineResults& engines);
// "The last fault ended at 14 s: Dynomite never agreed again, 37 keys differ at the end;
// Active-Active caught up 1.9 s later".
[[nodiscard]] std::string divergence_title(const EngineResults& engines,
                                           const sim::RunResult& result);
// "The slowest update was visible in another data center after 9.78 s under Active-Active, …".
[[nodiscard]] std::string lag_title(const EngineResults& engines);
// "Dynomite answered 91.2 % of what clients in eu-west asked; Active-Active answered everything".
[[nodiscard]] std::string availability_title(const EngineResults& engines);
// "During faults 99 % of the answers came within 1.31 ms under Active-Active and …".
[[nodiscard]] std::string latency_title(const EngineResults& engines, const sim::RunResult& result);

}  // namespace faultline::reports
