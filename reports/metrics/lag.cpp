#include "reports/metrics/lag.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace faultline::reports {

std::string lag_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,direction,arrived,missing,p50_ns,p99_ns,max_ns\n";
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [direction, windows] : engine->lag) {
      for (const sim::LagWindow& window : windows) {
        csv += fmt::format("{},{},{},{},{},", window.from_ns, engine->engine, direction,
                           window.arrived, window.missing);
        csv += window.arrived == 0 ? std::string(",,\n")
                                   : fmt::format("{},{},{}\n", window.lag_ns.p50, window.lag_ns.p99,
                                                 window.lag_ns.max);
      }
    }
  }
  return csv;
}

bool reached(const sim::LagWindow& window, std::uint64_t percent) {
  const std::uint64_t all = window.arrived + window.missing;
  return window.arrived > 0 && (all * percent + 99) / 100 <= window.arrived;
}

std::optional<WorstDirection> worst_direction(const sim::EngineResult& engine) {
  std::optional<WorstDirection> worst;
  const auto rank = [](const WorstDirection& one) { return std::tuple(one.missing, one.max_ns); };
  for (const auto& [direction, windows] : engine.lag) {
    WorstDirection candidate{direction, 0, 0};
    for (const sim::LagWindow& window : windows) {
      candidate.missing += window.missing;
      candidate.max_ns = std::max(candidate.max_ns, window.lag_ns.max);
    }
    if (!worst || rank(candidate) > rank(*worst)) worst = candidate;
  }
  return worst;
}

std::int64_t slowest_copy(const sim::EngineResult& engine) {
  std::int64_t slowest_ns = 0;
  for (const auto& [direction, windows] : engine.lag) {
    for (const sim::LagWindow& window : windows) {
      slowest_ns = std::max(slowest_ns, window.lag_ns.max);
    }
  }
  return slowest_ns;
}

std::uint64_t copies_missing(const sim::EngineResult& engine) {
  std::uint64_t missing = 0;
  for (const auto& [direction, windows] : engine.lag) {
    for (const sim::LagWindow& window : windows) missing += window.missing;
  }
  return missing;
}

}  // namespace faultline::reports
