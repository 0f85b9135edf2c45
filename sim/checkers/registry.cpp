// One line a kind, in the order in which they conclude: NAME.cpp defines NAME_check().
#include <vector>

#include "sim/checkers/checker.h"

#define FAULTLINE_KINDS     \
  KIND(strong_convergence)  \
  KIND(quiescent_agreement) \
  KIND(specification)       \
  KIND(eventual_delivery)   \
  KIND(gc_safety)           \
  KIND(gc_liveness)         \
  KIND(resurrection)        \
  KIND(one_primary)         \
  KIND(causal_delivery)     \
  KIND(causal_consistency)  \
  KIND(causal_convergence)  \
  KIND(causal_memory)       \
  KIND(read_your_writes)    \
  KIND(monotonic_reads)     \
  KIND(monotonic_writes)    \
  KIND(writes_follow_reads) \
  KIND(ledger_sum)          \
  KIND(set_elements)        \
  KIND(counter_interval)    \
  KIND(tiers_agree)

namespace faultline::sim {

#define KIND(name) CheckKind name##_check();
FAULTLINE_KINDS
#undef KIND

std::span<const CheckKind> check_kinds() {
#define KIND(name) name##_check(),
  static const std::vector<CheckKind> kKinds = {FAULTLINE_KINDS};
#undef KIND
  return kKinds;
}

}  // namespace faultline::sim
