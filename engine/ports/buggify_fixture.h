// For tests: one rare path that is taken whenever a process comes by, or the first so many times.
// All others stay shut.
#pragma once

#include <limits>

#include "engine/ports/buggify.h"

namespace faultline::engine {

class TakesPath final : public Buggify {
 public:
  explicit TakesPath(BuggifyPoint point, int times = std::numeric_limits<int>::max())
      : point_(point), left_(times) {}
  bool fires(BuggifyPoint point) override { return point == point_ && left_-- > 0; }

 private:
  BuggifyPoint point_;
  int left_;
};

}  // namespace faultline::engine
