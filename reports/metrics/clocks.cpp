#include "reports/metrics/clocks.h"

#include <fmt/format.h>

namespace faultline::reports {

std::string clocks_csv(const EngineResults& engines) {
  std::string csv = "engine,by_stamps,against_true_time,inverted,offset_max_ns\n";
  for (const sim::EngineResult* engine : engines) {
    if (!engine->clocks) continue;
    const sim::ClockDecisions& all = *engine->clocks;
    csv += fmt::format("{},{},{},{},{}\n", engine->engine, all.by_stamps, all.against_true_time,
                       all.inverted, all.offset_max_ns);
  }
  return csv;
}

}  // namespace faultline::reports
