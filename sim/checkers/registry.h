// The checks, one function each, in the order in which they conclude. To add one: its file and its
// test, its declaration here, its name in registry.cpp.
#pragma once

#include "sim/checkers/checker.h"

namespace faultline::sim {

CheckKind strong_convergence();
CheckKind quiescent_agreement();
CheckKind specification();
CheckKind gc_safety();
CheckKind ledger_sum();

}  // namespace faultline::sim
