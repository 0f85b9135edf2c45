// Where a planted bug lies: `if (planted(PlantedBug::k…))`. False and gone at compile time, but in
// the test build, which compiles the sources that include this header once more with
// FAULTLINE_PLANTED; hence no header may include it (a test holds that).
#pragma once

#include <optional>

#include "engine/base/assert.h"
#include "engine/base/planted_bugs.h"

namespace faultline::engine {

#ifdef FAULTLINE_PLANTED

// A run stays in its thread, and others may go on beside it with other bugs.
inline thread_local std::optional<PlantedBug> planted_in_thread;

[[nodiscard]] inline bool planted(PlantedBug bug) {
  return planted_in_thread == bug;
}

#else

[[nodiscard]] constexpr bool planted(PlantedBug) {
  return false;
}

#endif

// Plants the bug, if any, in this thread while it lives.
class Planting {
 public:
  explicit Planting(std::optional<PlantedBug> bug) {
#ifdef FAULTLINE_PLANTED
    planted_in_thread = bug;
#else
    FL_ASSERT(!bug, "only the test build plants bugs");
#endif
  }
  ~Planting() {
#ifdef FAULTLINE_PLANTED
    planted_in_thread.reset();
#endif
  }
  Planting(const Planting&) = delete;
  Planting& operator=(const Planting&) = delete;
};

}  // namespace faultline::engine
