// Runs a case of Dynomite under one or many seeds and judges it: replies step by step, what every
// replica shows at the end, how often each command ran, and for a race the share of diverged runs.
#pragma once

#include <optional>

#include "scenarios/conformance/dynomite_case.h"
#include "scenarios/conformance/verdict.h"

namespace faultline::scenarios::conformance {

// `seeds`: how many; none: 200 where the record has ten repeats or more, else 1.
[[nodiscard]] CaseResult run_case(const DynomiteCase& plan, std::optional<std::uint64_t> seeds);

}  // namespace faultline::scenarios::conformance
