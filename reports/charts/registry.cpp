#include "reports/charts/registry.h"

namespace faultline::reports {

const std::vector<ChartKind>& chart_kinds() {
  static const std::vector<ChartKind> kKinds = {losses_chart(), divergence_chart(), lag_chart(),
                                                availability_chart(), latency_chart()};
  return kKinds;
}

}  // namespace faultline::reports
