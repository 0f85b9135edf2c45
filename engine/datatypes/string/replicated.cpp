#include "engine/datatypes/string/replicated.h"

#include "engine/base/planted.h"

namespace faultline::engine::string {

void Replicated::apply(const Write& write, const Arrival& arrival) {
  if (arrival.annihilated) return;
  if (planted(PlantedBug::kTieByArrival) && register_.written_at(arrival.stamp.wall)) return;
  register_.write(write.value, arrival.stamp);
}

void Replicated::forget(const VersionVector& observed) {
  if (planted(PlantedBug::kOverwriteKeepsIncrements))
    register_.forget_writes(observed);
  else
    register_.forget(observed);
}

}  // namespace faultline::engine::string
