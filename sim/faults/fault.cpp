#include "sim/faults/fault.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::sim {

void Fault::end(FaultTarget& target) {
  for (const DisturbanceId each : std::exchange(disturbances_, {})) target.undo(each);
  for (const DisturbanceId each : std::exchange(absences_, {})) target.undo(each);
}

DisturbanceId Fault::disturb(FaultTarget& target, Disturbance what) {
  std::vector<DisturbanceId>& all =
      std::holds_alternative<Departed>(what) ? absences_ : disturbances_;
  all.push_back(target.disturb(std::move(what)));
  return all.back();
}

void Fault::undo(FaultTarget& target, DisturbanceId disturbance) {
  const auto found = std::find(disturbances_.begin(), disturbances_.end(), disturbance);
  FL_ASSERT(found != disturbances_.end(), "a fault undoes what it did itself");
  disturbances_.erase(found);
  target.undo(disturbance);
}

std::string mark_of_fault(std::string_view kind) {
  return "fault_" + std::string(kind);
}

}  // namespace faultline::sim
