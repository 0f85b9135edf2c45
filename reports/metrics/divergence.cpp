#include "reports/metrics/divergence.h"

#include <algorithm>
#include <map>

namespace faultline::reports {

namespace {

using Points = std::vector<sim::DivergencePoint>;

Points without_repeats(const Points& points) {
  Points kept;
  for (std::size_t index = 0; index < points.size(); ++index) {
    const bool is_last = index + 1 == points.size();
    if (kept.empty() || is_last || kept.back().differing_keys != points[index].differing_keys) {
      kept.push_back(points[index]);
    }
  }
  return kept;
}

}  // namespace

std::string divergence_csv(const EngineResults& engines) {
  std::map<std::int64_t, std::map<std::size_t, std::int64_t>> changes;  // by time and column
  for (std::size_t column = 0; column < engines.size(); ++column) {
    for (const sim::DivergencePoint& point : engines[column]->divergence) {
      changes[point.at_ns][column] = point.differing_keys;
    }
  }
  std::string csv = "at_ns";
  for (const sim::EngineResult* engine : engines) csv += "," + engine->engine;
  csv += "\n";
  std::vector<std::string> cells(engines.size());
  for (const auto& [at_ns, changed] : changes) {
    for (const auto& [column, keys] : changed) cells[column] = std::to_string(keys);
    csv += std::to_string(at_ns);
    for (const std::string& cell : cells) csv += "," + cell;
    csv += "\n";
  }
  return csv;
}

std::vector<sim::DivergencePoint> thinned(const std::vector<sim::DivergencePoint>& points,
                                          std::size_t limit) {
  const Points steps = without_repeats(points);
  if (steps.size() <= limit || limit < 2) return steps;
  const std::size_t stretch = (steps.size() + limit - 1) / limit;
  Points kept;
  for (std::size_t from = 0; from < steps.size(); from += stretch) {
    const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(stretch, steps.size() - from));
    kept.push_back(*std::max_element(begin, end, [](const auto& a, const auto& b) {
      return a.differing_keys < b.differing_keys;
    }));
  }
  // How it ends is what the chart's title speaks of.
  if (kept.back().at_ns != steps.back().at_ns) kept.push_back(steps.back());
  return kept;
}

}  // namespace faultline::reports
