#include "reports/metrics/rpo.h"

#include <fmt/format.h>

namespace faultline::reports {

std::string rpo_csv(const EngineResults& engines) {
  std::string csv =
      "at_ns,engine,where,disk_kept,never_replicated,lost_crash,oldest_age_ns,newest_age_ns\n";
  for (const sim::EngineResult* engine : engines) {
    for (const sim::OutageLoss& each : engine->outage_losses) {
      const bool is_outage = !each.where.empty();
      const bool took_any = is_outage && each.never_replicated + each.lost_crash > 0;
      csv += fmt::format("{},{},{},{},{},{},", is_outage ? std::to_string(each.at_ns) : "",
                         engine->engine, each.where, each.disk_kept, each.never_replicated,
                         each.lost_crash);
      csv += took_any ? fmt::format("{},{}\n", each.oldest_ns, each.newest_ns) : ",\n";
    }
  }
  return csv;
}

}  // namespace faultline::reports
