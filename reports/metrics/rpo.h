// Recovery points: what the loss of a machine or a data center took of what had been acknowledged
// (sim/history/outages.h).
#pragma once

#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/rpo.csv: a row an engine and outage; a last one without a time where updates of these
// classes were lost by none. The ages are those of the lost updates' answers at the outage, and
// empty where nothing was lost.
[[nodiscard]] std::string rpo_csv(const EngineResults& engines);

}  // namespace faultline::reports
