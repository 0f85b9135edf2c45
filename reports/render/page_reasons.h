// The sections of a run's page that say why: the findings, each with an example, its diagram and
// the commands that follow it up, the promises that did not hold, the rules that decided.
#pragma once

#include <kainjow/mustache.hpp>

#include "reports/report.h"

namespace faultline::reports {

void set_reasons(kainjow::mustache::data& page, const ReportInput& input);

}  // namespace faultline::reports
