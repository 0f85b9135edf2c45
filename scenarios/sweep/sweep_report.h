// What a sweep leaves for people beside summary.json: report.html, its charts for a desk and for a
// phone (charts/NAME.svg, charts/NAME-narrow.svg) and their data (series/NAME.csv).
#pragma once

#include <string>

#include "scenarios/sweep/seeds_folder.h"

namespace faultline::scenarios {

// Empty on success, else a message for the user: where gnuplot is missing, the page has no charts
// and says why.
[[nodiscard]] std::string write_sweep_report(const SeedsFolder& folder, bool interrupted);

}  // namespace faultline::scenarios
