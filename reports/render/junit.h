// junit.xml (shared cli.md, "result.json"): testsuite = engine, classname = scenario, testcase =
// expectation path or check name. Failures come from expectations only: a failed check that nobody
// expected to hold is a finding, here a skipped case with its reason.
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

[[nodiscard]] std::string junit_xml(const ReportInput& input);

}  // namespace faultline::reports
