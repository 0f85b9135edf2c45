// The workloads, once. To add one: its file, its declaration and its call below.
#include <vector>

#include "sim/workloads/workload.h"

namespace faultline::sim {

WorkloadKind mixed_workload();
WorkloadKind shopping_cart_workload();

std::span<const WorkloadKind> workload_kinds() {
  static const std::vector<WorkloadKind> kKinds = {mixed_workload(), shopping_cart_workload()};
  return kKinds;
}

const WorkloadKind* find_workload(std::string_view name) {
  for (const WorkloadKind& kind : workload_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim
