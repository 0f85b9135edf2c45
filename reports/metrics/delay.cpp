#include "reports/metrics/delay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace faultline::reports {

std::string delay_csv(const EngineResults& engines) {
  std::string csv = "engine,direction,share_percent,within_ns\n";
  for (const sim::EngineResult* engine : engines) {
    if (!engine->staleness_ns) continue;
    for (const auto& [direction, delay] : *engine->staleness_ns) {
      const std::array<std::pair<int, std::int64_t>, 4> rows = {
          {{50, delay.p50}, {95, delay.p95}, {99, delay.p99}, {100, delay.max}}};
      for (const auto& [percent, within_ns] : rows)
        csv += fmt::format("{},{},{},{}\n", engine->engine, direction, percent, within_ns);
    }
  }
  return csv;
}

std::optional<SlowestDirection> slowest_direction(const sim::EngineResult& engine) {
  std::optional<SlowestDirection> slowest;
  const auto rank = [](const sim::Quantiles& delay) { return std::tuple(delay.p99, delay.p50); };
  if (!engine.staleness_ns) return slowest;
  for (const auto& [direction, delay] : *engine.staleness_ns)
    if (!slowest || rank(delay) > rank(slowest->delay_ns)) slowest = {direction, delay};
  return slowest;
}

std::vector<std::string> slowest_directions(const EngineResults& engines, std::size_t limit) {
  std::map<std::string, std::int64_t> longest;
  std::set<std::string> slowest;
  for (const sim::EngineResult* engine : engines) {
    if (!engine->staleness_ns) continue;
    for (const auto& [direction, delay] : *engine->staleness_ns)
      longest[direction] = std::max(longest[direction], delay.p99);
    if (const auto way = slowest_direction(*engine)) slowest.insert(way->from_to);
  }
  std::vector<std::string> directions;
  for (const auto& [direction, p99] : longest) directions.push_back(direction);
  const auto rank = [&](const std::string& direction) {
    return std::tuple(slowest.contains(direction), longest.at(direction));
  };
  std::stable_sort(directions.begin(), directions.end(),
                   [&](const std::string& a, const std::string& b) { return rank(a) > rank(b); });
  if (directions.size() > limit) directions.resize(limit);
  std::sort(directions.begin(), directions.end());
  return directions;
}

}  // namespace faultline::reports
