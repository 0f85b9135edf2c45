#include "sim/checkers/registry.h"

namespace faultline::sim {

std::span<const CheckKind> check_kinds() {
  static const std::vector<CheckKind> kinds = {strong_convergence(), quiescent_agreement(),
                                               specification(), gc_safety(), ledger_sum()};
  return kinds;
}

const CheckKind* find_check(std::string_view name) {
  for (const CheckKind& kind : check_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim
