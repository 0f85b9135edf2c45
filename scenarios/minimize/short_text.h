// A plan as a short scenario file: without what would be the same by default, and without what the
// finding does not need.
#pragma once

#include <functional>
#include <string>

#include "sim/plan.h"

namespace faultline::scenarios {

// `shows`: whether a plan that has one thing more by default still shows the finding. The text
// loads; the plan that it gives shows it.
[[nodiscard]] std::string short_text(const sim::Plan& plan,
                                     const std::function<bool(const sim::Plan&)>& shows);

}  // namespace faultline::scenarios
