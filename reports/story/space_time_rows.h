// What of a space-time diagram stands in one row: time goes down, and a row is one moment. Long
// times in which nothing happens take no more room than a mark. Shared by text and SVG.
#pragma once

#include <string>
#include <vector>

#include "reports/story/space_time.h"

namespace faultline::reports {

struct DiagramRow {
  std::int64_t at_ns = 0;
  std::string time;                 // as its label says it
  bool gap = false;                 // long after the row before
  std::vector<std::size_t> events;  // at most one a line, and one of a client
  std::optional<std::size_t> band;  // one of all lines begins or ends: nothing else in this row
  bool band_ends = false;
};

[[nodiscard]] std::vector<DiagramRow> rows_of(const SpaceTime& diagram);
// Bands of all lines stand beside each other where they overlap: in which place each, from 0.
[[nodiscard]] std::vector<std::size_t> places_of_bands(const SpaceTime& diagram);
// The happenings in it, each once, in the order of the enumeration.
[[nodiscard]] std::vector<Happening> happenings_in(const SpaceTime& diagram);

}  // namespace faultline::reports
