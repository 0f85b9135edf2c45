// The sections of a run's page that say why: the findings, each with an example, its diagram and
// the commands that follow it up, the checks that did not hold, the rules that decided.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>

#include "reports/metrics/figures.h"
#include "reports/report.h"

namespace faultline::reports {

// The id of the finding that reason_sentence() tells of, if the page shows it, else "".
[[nodiscard]] std::string shown_reason(const EngineResults& engines,
                                       const sim::EngineResult& engine);
void set_reasons(kainjow::mustache::data& page, const ReportInput& input);

}  // namespace faultline::reports
