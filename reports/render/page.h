// report.html: one file that needs nothing else, readable on a phone and offline, light and dark.
// The template (report_page.inc, Mustache) escapes every value but those with three braces, which
// are made here from escaped parts. All of it can be read without its script
// (report_page_script.inc), which sorts tables and plays the map.
#pragma once

#include <string>
#include <vector>

#include "reports/render/embedded_chart.h"
#include "reports/report.h"

namespace faultline::reports {

[[nodiscard]] std::string report_page(const ReportInput& input,
                                      const std::vector<EmbeddedChart>& charts);

}  // namespace faultline::reports
