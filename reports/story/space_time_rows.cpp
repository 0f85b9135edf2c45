#include "reports/story/space_time_rows.h"

#include <algorithm>
#include <limits>
#include <set>

#include "reports/metrics/numbers.h"

namespace faultline::reports {

namespace {

// One operation's doings so close together are one moment to whoever looks at it.
constexpr std::int64_t kOneMoment_ns = 5'000'000;
// A gap is a sixth of all the time or more, and far more than what lies between most rows.
constexpr std::int64_t kGapShare = 6;
constexpr std::int64_t kFarMore = 4;

bool joins(const SpaceTime& diagram, const DiagramRow& row, const SpaceTime::Event& event) {
  if (row.band || event.at_ns - row.at_ns > kOneMoment_ns || !event.operation) return false;
  return std::all_of(row.events.begin(), row.events.end(), [&](std::size_t each) {
    return diagram.events[each].operation == event.operation &&
           diagram.events[each].line != event.line;
  });
}

void add_labels_and_gaps(std::vector<DiagramRow>& rows) {
  if (rows.empty()) return;
  const std::int64_t all = rows.back().at_ns - rows.front().at_ns;
  std::vector<std::int64_t> steps;
  for (std::size_t i = 1; i < rows.size(); ++i) steps.push_back(rows[i].at_ns - rows[i - 1].at_ns);
  std::sort(steps.begin(), steps.end());
  const std::int64_t usual = steps.empty() ? 0 : steps[(steps.size() - 1) / 2];
  const std::int64_t gap = std::max({kOneMoment_ns, all / kGapShare, usual * kFarMore});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t before = i == 0 ? rows[i].at_ns : rows[i - 1].at_ns;
    rows[i].gap = rows[i].at_ns - before > gap;
    rows[i].time = sim::moment_text(rows[i].at_ns);
    if (i > 0 && rows[i].time == sim::moment_text(before)) {
      rows[i].time = rows[i].at_ns == before ? "" : sim::stamp_text(rows[i].at_ns);
    }
  }
}

}  // namespace

std::vector<DiagramRow> rows_of(const SpaceTime& diagram) {
  std::vector<DiagramRow> rows;
  for (std::size_t i = 0; i < diagram.bands.size(); ++i) {
    const SpaceTime::Band& band = diagram.bands[i];
    if (band.line) continue;
    rows.push_back({band.from_ns, "", false, {}, i, false});
    if (band.to_ns) rows.push_back({*band.to_ns, "", false, {}, i, true});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
  auto edge = rows.begin();
  std::vector<DiagramRow> all;
  for (std::size_t i = 0; i < diagram.events.size(); ++i) {
    const SpaceTime::Event& event = diagram.events[i];
    while (edge != rows.end() && edge->at_ns <= event.at_ns) all.push_back(*edge++);
    if (!all.empty() && joins(diagram, all.back(), event))
      all.back().events.push_back(i);
    else
      all.push_back({event.at_ns, "", false, {i}, {}, false});
  }
  all.insert(all.end(), edge, rows.end());
  add_labels_and_gaps(all);
  return all;
}

std::vector<std::size_t> places_of_bands(const SpaceTime& diagram) {
  std::vector<std::size_t> places(diagram.bands.size(), 0);
  std::vector<std::int64_t> free_from;
  for (std::size_t i = 0; i < diagram.bands.size(); ++i) {
    const SpaceTime::Band& band = diagram.bands[i];
    if (band.line) continue;
    auto place = std::find_if(free_from.begin(), free_from.end(),
                              [&](std::int64_t from) { return from <= band.from_ns; });
    if (place == free_from.end()) place = free_from.insert(place, 0);
    *place = band.to_ns.value_or(std::numeric_limits<std::int64_t>::max());
    places[i] = static_cast<std::size_t>(place - free_from.begin());
  }
  return places;
}

std::vector<Happening> happenings_in(const SpaceTime& diagram) {
  std::set<Happening> all;
  for (const SpaceTime::Event& each : diagram.events) all.insert(each.what);
  return {all.begin(), all.end()};
}

}  // namespace faultline::reports
