#include "sim/phases.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "sim/faults/fault.h"

namespace faultline::sim {

using engine::Instant;

namespace {

// How long what lasts takes to break.
engine::Duration begins(const FaultPlan& fault) {
  const FaultKind* kind = find_fault(fault.kind);
  FL_ASSERT(kind != nullptr, "the loader checked the fault's name");
  return kind->takes == nullptr ? engine::Duration{} : kind->takes(fault.parameters);
}

}  // namespace

Phases phases_of(const Plan& plan, const Load& load) {
  Phases phases{load.end, load.end, {}};
  for (const FaultPlan& fault : plan.faults)
    phases.heal = std::max(phases.heal, Instant(fault.at + fault.lasts.value_or(begins(fault))));
  phases.end = phases.heal + plan.quiesce;
  return phases;
}

}  // namespace faultline::sim
