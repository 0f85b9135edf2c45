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
// "99 % of the copies that arrived did so within 9.71 s under Active-Active, …".
[[nodiscard]] std::string delay_title(const EngineResults& engines);
// "Dynomite's replicas lacked up to 412 copies of acknowledged updates (around 13 s), 160 at the
// end; Active-Active's up to 230 (around 13 s), none at the end".
[[nodiscard]] std::string missing_title(const EngineResults& engines, const sim::RunResult& result);
// "Active-Active sent 31.4 MiB between machines, up to 2.1 MiB in 500 ms (around 13 s); …".
[[nodiscard]] std::string wire_title(const EngineResults& engines, const sim::RunResult& result);
// "Active-Active kept up to 1.2 MiB besides values (around 13 s) and up to 340 tombstones; …".
[[nodiscard]] std::string metadata_title(const EngineResults& engines);
// "Wall clocks in eu-west were up to 10 s ahead; in us-east up to 3 ms behind".
[[nodiscard]] std::string clock_offsets_title(const EngineResults& engines);

}  // namespace faultline::reports
