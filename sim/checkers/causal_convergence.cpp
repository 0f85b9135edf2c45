// Causal convergence (CCv) of registers as clients saw them: causal consistency, and one order of
// all writes by which every read can be explained. What a causal store that settles conflicts the
// same way everywhere should claim.

#include "sim/checkers/causal_level.h"

namespace faultline::sim {

CheckKind causal_convergence_check() {
  return {
      "causal_convergence",
      "causal consistency, and one order of concurrent writes fits all reads (CCv, black-box)",
      {cause_of(PatternKind::kCyclicCf)},
      [] {
        return causal_level_checker(
            {"causal_convergence", "concurrent writes have one order for all clients",
             [](const CausalOrder& order) { return std::optional(convergence_patterns(order)); }});
      }};
}

}  // namespace faultline::sim
