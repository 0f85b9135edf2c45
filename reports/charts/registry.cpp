// One line a kind, in the order of the page: NAME.cpp defines NAME_chart().
#include <vector>

#include "reports/charts/chart_kind.h"

#define FAULTLINE_KINDS \
  KIND(losses)          \
  KIND(divergence)      \
  KIND(lag)             \
  KIND(delay)           \
  KIND(missing)         \
  KIND(availability)    \
  KIND(latency)         \
  KIND(wire)            \
  KIND(metadata)        \
  KIND(clock_offsets)

namespace faultline::reports {

#define KIND(name) ChartKind name##_chart();
FAULTLINE_KINDS
#undef KIND

std::span<const ChartKind> chart_kinds() {
#define KIND(name) name##_chart(),
  static const std::vector<ChartKind> kKinds = {FAULTLINE_KINDS};
#undef KIND
  return kKinds;
}

}  // namespace faultline::reports
