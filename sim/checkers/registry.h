// The checks, one function each; see registry.cpp for the list.
#pragma once

#include "sim/checkers/checker.h"

namespace faultline::sim {

CheckKind strong_convergence();
CheckKind quiescent_agreement();
CheckKind specification();
CheckKind gc_safety();
CheckKind ledger_sum();

}  // namespace faultline::sim
