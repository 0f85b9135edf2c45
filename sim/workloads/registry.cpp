// One line a kind: NAME.cpp defines NAME_workload().
#include <vector>

#include "sim/workloads/workload.h"

#define FAULTLINE_KINDS   \
  KIND(counter)           \
  KIND(inventory)         \
  KIND(mixed)             \
  KIND(read_modify_write) \
  KIND(register)          \
  KIND(session_store)     \
  KIND(set)               \
  KIND(shopping_cart)     \
  KIND(votes)

namespace faultline::sim {

#define KIND(name) WorkloadKind name##_workload();
FAULTLINE_KINDS
#undef KIND

std::span<const WorkloadKind> workload_kinds() {
#define KIND(name) name##_workload(),
  static const std::vector<WorkloadKind> kKinds = {FAULTLINE_KINDS};
#undef KIND
  return kKinds;
}

const WorkloadKind* find_workload(std::string_view name) {
  for (const WorkloadKind& kind : workload_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim
