// How far wall clocks were off over time. Faults reach the clocks of every engine's machines alike,
// so that one engine stands for all. Measured in sim/history/clock_windows.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/clock_offsets.csv: a row a window in which a clock of the data center was wrong.
[[nodiscard]] std::string clock_offsets_csv(const EngineResults& engines);

// By data center; empty where every clock was right.
using ClockWindowsOf = std::map<std::string, std::vector<sim::ClockWindow>>;
[[nodiscard]] const ClockWindowsOf& clock_windows(const EngineResults& engines);

// The worst of a data center, either way.
struct WorstOffset {
  std::int64_t ahead_ns = 0;
  std::int64_t behind_ns = 0;
};
[[nodiscard]] std::map<std::string, WorstOffset> worst_offsets(const EngineResults& engines);

}  // namespace faultline::reports
