#include "reports/metrics/series.h"

#include <array>

#include "reports/metrics/clocks.h"
#include "reports/metrics/conflicts.h"
#include "reports/metrics/course.h"
#include "reports/metrics/overhead.h"
#include "reports/metrics/rpo.h"
#include "reports/metrics/staleness.h"

namespace faultline::reports {

std::span<const SeriesKind> series_without_charts() {
  static const std::array<SeriesKind, 7> kSeries = {{{"conflicts", conflicts_csv},
                                                     {"rpo", rpo_csv},
                                                     {"staleness", staleness_csv},
                                                     {"pbs", pbs_csv},
                                                     {"overhead", overhead_csv},
                                                     {"clocks", clocks_csv},
                                                     {"course", course_csv}}};
  return kSeries;
}

}  // namespace faultline::reports
