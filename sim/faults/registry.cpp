#include "sim/faults/registry.h"

namespace faultline::sim {

std::span<const FaultKind> fault_kinds() {
  static const std::vector<FaultKind> kKinds = {clock_offset_fault(), crash_fault(),
                                                partition_fault(), pause_fault()};
  return kKinds;
}

const FaultKind* find_fault(std::string_view name) {
  for (const FaultKind& kind : fault_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim
