// report.html: one file that needs nothing else, readable on a phone and offline, light and dark.
// The template (report_page.inc, Mustache) escapes every value but those with three braces, which
// are made here from escaped parts. All of it can be read without its script
// (report_page_script.inc), which sorts tables and plays the map.
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

// One chart as its SVG for a desk and for a phone, with the text around it.
struct EmbeddedChart {
  std::string heading;      // the question that it answers
  std::string title;        // what it shows; read aloud to who cannot see it
  std::string caption;      // what its lines are
  std::string series;       // its data, a file in the report's folder
  std::string csv;          // … and what it holds
  bool has_faults = false;  // shaded bands
  std::string wide_svg;
  std::string narrow_svg;
};

[[nodiscard]] std::string report_page(const ReportInput& input,
                                      const std::vector<EmbeddedChart>& charts);

}  // namespace faultline::reports
