#include "engine/datatypes/deadlines.h"

namespace faultline::engine {

const std::pair<const Dot, Deadline>* Deadlines::standing() const {
  const std::pair<const Dot, Deadline>* best = nullptr;
  for (const auto& each : set_.entries())  // by member, the smallest first
    if (best == nullptr || longer(each.second.expires_at, best->second.expires_at)) best = &each;
  return best;
}

void Deadlines::merge(const Deadlines& other, const VersionVector& mine,
                      const VersionVector& theirs) {
  set_.merge(other.set_, mine, theirs);
  overruled_.join(other.overruled_);
  if (!overruled_.empty()) set_.forget(overruled_);
}

}  // namespace faultline::engine
