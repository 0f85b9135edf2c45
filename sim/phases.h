// The two phases of every run: load and faults, then from the heal on quiescence. What is broken at
// the heal and has no end stays as it is.
#pragma once

#include "sim/load.h"
#include "sim/plan.h"

namespace faultline::sim {

struct Phases {
  engine::Instant load_end{};
  engine::Instant heal{};  // the load is over, faults have ended or are all there
  engine::Instant end{};
};

[[nodiscard]] Phases phases_of(const Plan& plan, const Load& load);

}  // namespace faultline::sim
