// A case that writes nothing itself was recorded in a cluster that earlier cases had filled: what
// it shows was there before its first step. Those keys are written first, through one node as any
// client would, so that the case also shows them replicated. A case that does write gets nothing:
// all that it shows must come from its own steps.
#pragma once

#include <vector>

#include "scenarios/conformance/dynomite_case.h"

namespace faultline::scenarios::conformance {

[[nodiscard]] std::vector<NodeCommand> presupposed(const DynomiteCase& plan);

}  // namespace faultline::scenarios::conformance
