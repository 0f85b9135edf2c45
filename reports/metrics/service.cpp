#include "reports/metrics/service.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ratio.h"

namespace faultline::reports {

namespace {

bool touches_a_fault(const sim::ServiceWindow& window, const sim::RunResult& run) {
  return std::any_of(run.faults.begin(), run.faults.end(), [&](const sim::FaultBand& fault) {
    return window.from_ns <= fault.to_ns && fault.from_ns < window.from_ns + run.window_ns;
  });
}

// Calls `visit(engine, data center, window)` in the order of the rows.
template <class Visit>
void for_each_window(const EngineResults& engines, const Visit& visit) {
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [datacenter, windows] : engine->service) {
      for (const sim::ServiceWindow& window : windows) visit(engine->engine, datacenter, window);
    }
  }
}

}  // namespace

std::string availability_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,dc,attempted,served\n";
  for_each_window(engines, [&](const auto& engine, const auto& datacenter, const auto& window) {
    csv += fmt::format("{},{},{},{},{}\n", window.from_ns, engine, datacenter, window.attempted,
                       window.served);
  });
  return csv;
}

std::string latency_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,dc,served,p50_ns,p99_ns,max_ns\n";
  for_each_window(engines, [&](const auto& engine, const auto& datacenter, const auto& window) {
    if (window.served == 0) return;
    csv += fmt::format("{},{},{},{},{},{},{}\n", window.from_ns, engine, datacenter, window.served,
                       window.latency_ns.p50, window.latency_ns.p99, window.latency_ns.max);
  });
  return csv;
}

std::int64_t availability_ppm(const sim::ServiceWindow& window) {
  if (window.attempted == 0) return engine::kMillion;
  return static_cast<std::int64_t>(window.served * static_cast<std::uint64_t>(engine::kMillion) /
                                   window.attempted);
}

std::optional<WorstWindow> least_available(const sim::EngineResult& engine) {
  std::optional<WorstWindow> worst;
  for (const auto& [datacenter, windows] : engine.service) {
    for (const sim::ServiceWindow& window : windows) {
      if (!worst || availability_ppm(window) < availability_ppm(worst->window)) {
        worst = WorstWindow{datacenter, window};
      }
    }
  }
  return worst;
}

std::optional<WorstWindow> slowest(const sim::EngineResult& engine, const sim::RunResult& run,
                                   During during) {
  std::optional<WorstWindow> worst;
  for (const auto& [datacenter, windows] : engine.service) {
    for (const sim::ServiceWindow& window : windows) {
      if (window.served == 0 || touches_a_fault(window, run) != (during == During::kFaults)) {
        continue;
      }
      if (!worst || window.latency_ns.p99 > worst->window.latency_ns.p99) {
        worst = WorstWindow{datacenter, window};
      }
    }
  }
  return worst;
}

}  // namespace faultline::reports
