// summary.md: the report for the page of a CI job, in Markdown (GitHub's dialect). Its bytes depend
// on the seed alone. Everything that comes from a scenario or a client is escaped.
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

[[nodiscard]] std::string summary_markdown(const ReportInput& input);

}  // namespace faultline::reports
