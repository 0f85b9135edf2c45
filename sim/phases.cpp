#include "sim/phases.h"

#include <algorithm>

namespace faultline::sim {

using engine::Instant;

Phases phases_of(const Plan& plan, const Load& load) {
  Phases phases{load.end, load.end, {}};
  for (const FaultPlan& fault : plan.faults)
    if (fault.lasts) phases.heal = std::max(phases.heal, Instant(fault.at + *fault.lasts));
  phases.end = phases.heal + plan.quiesce;
  return phases;
}

}  // namespace faultline::sim
