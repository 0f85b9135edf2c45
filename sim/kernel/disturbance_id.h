// A handle on something that a fault does to the world. Whoever feels it (a stream at a cut, a
// process on a slow machine) says so: a fault that nothing ever met proves nothing.
#pragma once

#include "engine/base/strong.h"

namespace faultline::sim {

using DisturbanceId = engine::Strong<struct DisturbanceTag>;

class DisturbanceWatcher {
 public:
  virtual ~DisturbanceWatcher() = default;
  virtual void met(DisturbanceId disturbance) = 0;
};

}  // namespace faultline::sim
