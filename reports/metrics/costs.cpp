#include "reports/metrics/costs.h"

#include <fmt/format.h>

#include <algorithm>

namespace faultline::reports {

namespace {

std::string cell_of(const std::optional<std::uint64_t>& value) {
  return value ? std::to_string(*value) : std::string();
}

// The first of the highest.
template <class Value>
std::optional<sim::CostWindow> highest_by(const sim::EngineResult& engine, const Value& value) {
  const auto found = std::max_element(
      engine.costs.begin(), engine.costs.end(),
      [&](const sim::CostWindow& a, const sim::CostWindow& b) { return value(a) < value(b); });
  return found == engine.costs.end() || value(*found) == 0 ? std::nullopt : std::optional(*found);
}

}  // namespace

std::string wire_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,bytes,messages\n";
  for (const sim::EngineResult* engine : engines) {
    for (const sim::CostWindow& window : engine->costs) {
      csv += fmt::format("{},{},{},{}\n", window.from_ns, engine->engine, window.wire_bytes,
                         window.wire_messages);
    }
  }
  return csv;
}

std::string metadata_csv(const EngineResults& engines) {
  std::string csv = "from_ns,engine,metadata_bytes_max,tombstones_max\n";
  for (const sim::EngineResult* engine : engines) {
    for (const sim::CostWindow& window : engine->costs) {
      csv += fmt::format("{},{},{},{}\n", window.from_ns, engine->engine,
                         cell_of(window.metadata_bytes), cell_of(window.tombstones));
    }
  }
  return csv;
}

std::uint64_t bytes_sent(const sim::EngineResult& engine) {
  std::uint64_t bytes = 0;
  for (const sim::CostWindow& window : engine.costs) bytes += window.wire_bytes;
  return bytes;
}

std::optional<sim::CostWindow> busiest(const sim::EngineResult& engine) {
  return highest_by(engine, [](const sim::CostWindow& window) { return window.wire_bytes; });
}

std::optional<sim::CostWindow> fullest(const sim::EngineResult& engine) {
  return highest_by(
      engine, [](const sim::CostWindow& window) { return window.metadata_bytes.value_or(0); });
}

std::uint64_t most_tombstones(const sim::EngineResult& engine) {
  std::uint64_t most = 0;
  for (const sim::CostWindow& window : engine.costs)
    most = std::max(most, window.tombstones.value_or(0));
  return most;
}

}  // namespace faultline::reports
