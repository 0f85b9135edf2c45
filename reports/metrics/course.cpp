#include "reports/metrics/course.h"

#include <fmt/format.h>

namespace faultline::reports {

std::string course_csv(const EngineResults& engines) {
  std::string csv = "engine,event,at_ns,fingerprint,what\n";
  for (const sim::EngineResult* engine : engines)
    for (const sim::Milestone& each : engine->course)
      csv += fmt::format("{},{},{},{:016x},{}\n", engine->engine, each.event, each.at_ns,
                         each.fingerprint, each.what);
  return csv;
}

}  // namespace faultline::reports
