#include "reports/metrics/conflicts.h"

#include <fmt/format.h>

namespace faultline::reports {

std::string conflicts_csv(const EngineResults& engines) {
  std::string csv = "engine,type,width,exact,keys,updates,concurrent_pairs\n";
  for (const sim::EngineResult* engine : engines) {
    for (const sim::ConflictPressure& each : engine->conflicts) {
      csv += fmt::format("{},{},{},{},{},{},{}\n", engine->engine, each.type, each.width,
                         each.exact ? 1 : 0, each.keys, each.updates, each.concurrent_pairs);
    }
  }
  return csv;
}

}  // namespace faultline::reports
