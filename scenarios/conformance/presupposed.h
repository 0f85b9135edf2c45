// Some records go on in a cluster that earlier runs had filled: they show a key that no step of the
// case writes. That key was there before the first step; here it is put there, straight into each
// Redis that shows it. What the steps do to it is then seen as in the record.
#pragma once

#include <vector>

#include "scenarios/conformance/dynomite_case.h"

namespace faultline::scenarios::conformance {

[[nodiscard]] std::vector<NodeCommand> presupposed(const DynomiteCase& plan);

}  // namespace faultline::scenarios::conformance
