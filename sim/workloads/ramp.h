// How the rate of a load goes up or down while the load lasts, as a share of `rate`. To add one:
// its entry in ramp.cpp.
#pragma once

#include <span>

#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "engine/ports/parameter.h"

namespace faultline::sim {

// {"kind": "linear", "from": "10%", "to": "100%"} and so on; what `ramp` of a workload takes.
[[nodiscard]] std::span<const engine::NestedKind> ramp_kinds();

// What there is of the rate `at` the moment, 0 <= at < whole, of a load that lasts `whole`.
[[nodiscard]] engine::Ratio ramp_share(const engine::Nested& plan, engine::Duration at,
                                       engine::Duration whole);

}  // namespace faultline::sim
