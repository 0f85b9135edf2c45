#include "reports/metrics/staleness.h"

#include <fmt/format.h>

namespace faultline::reports {

namespace {

std::string quantile_cells(const sim::Quantiles& all) {
  return fmt::format("{},{},{},{}", all.p50, all.p95, all.p99, all.max);
}

}  // namespace

std::string staleness_csv(const EngineResults& engines) {
  std::string csv =
      "engine,dc,reads,stale,updates_p50,updates_p95,updates_p99,updates_max,"
      "age_p50_ns,age_p95_ns,age_p99_ns,age_max_ns\n";
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [datacenter, reads] : engine->read_staleness) {
      csv += fmt::format("{},{},{},{},{},{}\n", engine->engine, datacenter, reads.reads,
                         reads.stale, quantile_cells(reads.updates), quantile_cells(reads.age_ns));
    }
  }
  return csv;
}

std::string pbs_csv(const EngineResults& engines) {
  std::string csv = "engine,dc,from_ns,reads,stale\n";
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [datacenter, rows] : engine->reads_by_age) {
      for (const sim::ReadsByAge& each : rows) {
        csv += fmt::format("{},{},{},{},{}\n", engine->engine, datacenter, each.from_ns, each.reads,
                           each.stale);
      }
    }
  }
  return csv;
}

}  // namespace faultline::reports
