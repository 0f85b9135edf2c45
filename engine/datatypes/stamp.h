// What an effect is stamped with at its origin, before it is applied there and everywhere else by
// the same path.
#pragma once

#include "engine/base/time.h"
#include "engine/base/version_vector.h"

namespace faultline::engine {

struct Stamp {
  Dot dot;
  WallTime wall;
};

}  // namespace faultline::engine
