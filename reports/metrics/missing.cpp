#include "reports/metrics/missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace faultline::reports {

namespace {

const sim::MissingWindow* highest(const std::vector<sim::MissingWindow>& windows) {
  const auto found = std::max_element(
      windows.begin(), windows.end(),
      [](const sim::MissingWindow& a, const sim::MissingWindow& b) { return a.most < b.most; });
  return found == windows.end() ? nullptr : &*found;
}

}  // namespace

std::string missing_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,direction,missing_max,missing_at_end\n";
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [direction, windows] : engine->missing) {
      for (const sim::MissingWindow& window : windows) {
        csv += fmt::format("{},{},{},{},{}\n", window.from_ns, engine->engine, direction,
                           window.most, window.at_end);
      }
    }
  }
  return csv;
}

std::optional<sim::MissingWindow> most_missing(const sim::EngineResult& engine) {
  const auto all = engine.missing.find(sim::kAllWays);
  if (all == engine.missing.end()) return std::nullopt;
  const sim::MissingWindow* window = highest(all->second);
  return window == nullptr ? std::nullopt : std::optional(*window);
}

std::uint64_t missing_at_end(const sim::EngineResult& engine, const sim::RunResult& run) {
  const auto all = engine.missing.find(sim::kAllWays);
  if (all == engine.missing.end() || all->second.empty()) return 0;
  const sim::MissingWindow& last = all->second.back();
  return last.from_ns + run.window_ns >= engine.virtual_ns ? last.at_end : 0;
}

std::vector<std::string> directions_shown(const EngineResults& engines, std::size_t limit) {
  std::map<std::string, std::uint64_t> peaks;
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [direction, windows] : engine->missing) {
      const sim::MissingWindow* window = highest(windows);
      if (direction == sim::kAllWays || window == nullptr) continue;
      peaks[direction] = std::max(peaks[direction], window->most);
    }
  }
  std::vector<std::string> directions;
  for (const auto& [direction, peak] : peaks) directions.push_back(direction);
  std::stable_sort(
      directions.begin(), directions.end(),
      [&](const std::string& a, const std::string& b) { return peaks.at(a) > peaks.at(b); });
  if (directions.size() > limit) directions.resize(limit);
  std::sort(directions.begin(), directions.end());
  return directions;
}

}  // namespace faultline::reports
