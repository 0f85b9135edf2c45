// A case that writes nothing itself was recorded in a cluster that earlier cases had filled: what
// it shows was there before its first step. Those keys are written first, through one node as any
// client would, so that the case also shows them replicated. Of a case that does write all that it
// shows must come from its own steps, but for two things that they cannot have made: a text that no
// SET of the case has written under its key, and counters that were unequal before, since a
// quorum fails on them in a healthy cluster. Each replica of the client's data center runs each
// step of a counter once (shared dynomite/facts.md 3.4); what is above that was there.
#pragma once

#include <vector>

#include "scenarios/conformance/dynomite_case.h"

namespace faultline::scenarios::conformance {

[[nodiscard]] std::vector<NodeCommand> presupposed(const DynomiteCase& plan);

}  // namespace faultline::scenarios::conformance
