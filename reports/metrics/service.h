// What clients met over time: how many of their operations were answered, and how fast. Integers
// only: the series are compared byte by byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/availability.csv and series/latency.csv: a row a window, engine and data center. Windows
// in which nobody asked are left out; latencies are of the operations that were answered.
[[nodiscard]] std::string availability_csv(const EngineResults& engines);
[[nodiscard]] std::string latency_csv(const EngineResults& engines);

// Served of attempted in parts per million, cut.
[[nodiscard]] std::int64_t availability_ppm(const sim::ServiceWindow& window);

// The window that stands out, and the data center of its clients.
struct WorstWindow {
  std::string datacenter;
  sim::ServiceWindow window;
};
// Fewest answers by share. None: the engine has no windows.
[[nodiscard]] std::optional<WorstWindow> least_available(const sim::EngineResult& engine);
// Highest p99 among windows that touch a fault, or among the others.
enum class During { kFaults, kCalm };
[[nodiscard]] std::optional<WorstWindow> slowest(const sim::EngineResult& engine,
                                                 const sim::RunResult& run, During during);

}  // namespace faultline::reports
