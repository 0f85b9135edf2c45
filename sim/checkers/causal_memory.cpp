// Causal memory (CM) of registers as clients saw them: causal consistency, and for each session one
// order of the writes that it knows of by which all its reads can be explained.

#include "sim/checkers/causal_level.h"

namespace faultline::sim {

CheckKind causal_memory_check() {
  return {"causal_memory",
          "causal consistency, and each client's reads fit one order of the writes it knows of "
          "(CM, black-box)",
          {cause_of(PatternKind::kWriteHbInitRead), cause_of(PatternKind::kCyclicHb)},
          [] {
            return causal_level_checker(
                {"causal_memory", "concurrent writes have one order for each client",
                 [](const CausalOrder& order) { return memory_patterns(order); }});
          }};
}

}  // namespace faultline::sim
