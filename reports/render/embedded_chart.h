// A chart that a page carries within itself: as its SVG for a desk and for a phone, with the text
// around it and the data behind it.
#pragma once

#include <string>

namespace faultline::reports {

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

}  // namespace faultline::reports
