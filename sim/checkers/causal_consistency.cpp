// Causal consistency (CC) of registers as clients saw them: whoever knows of a write, by his own
// session or by what he read, does not read what that write had overwritten.

#include "sim/checkers/causal_level.h"

namespace faultline::sim {

CheckKind causal_consistency_check() {
  return {"causal_consistency",
          "no client reads a register as it was before a write that it knows of (CC, black-box)",
          {cause_of(PatternKind::kCyclicCo), cause_of(PatternKind::kThinAirRead),
           cause_of(PatternKind::kWriteCoInitRead), cause_of(PatternKind::kWriteCoRead)},
          [] {
            return causal_level_checker(
                {"causal_consistency", "a client reads no older state than it knows of"});
          }};
}

}  // namespace faultline::sim
