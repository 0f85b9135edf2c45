// Runs a case of Active-Active and compares every reply with the recorded one. What the engine
// cannot do yet is found before anything runs, and named.
#pragma once

#include "scenarios/conformance/active_active_case.h"
#include "scenarios/conformance/verdict.h"

namespace faultline::scenarios::conformance {

// `all_orders`: besides the run on the whole engine, every order in which one sync may bring
// effects to a region (bounded), each once more with every effect delivered twice.
[[nodiscard]] CaseResult run_case(const ActiveActiveCase& plan, bool all_orders);

}  // namespace faultline::scenarios::conformance
