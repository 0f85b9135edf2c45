// Makes a frozen plan of one engine small: leaves out commands, faults, clients, keys, machines,
// racks and data centers by delta debugging, then shortens times and words, as long as it still
// shows the same. The order of the steps is fixed, so that the same plan gives the same small one.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "sim/plan.h"

namespace faultline::sim {

// The first of `count` candidates that still shows it; none: none does, or there is no time left.
// Which one it is must not depend on how many are tried side by side.
using FirstShowing = std::function<std::optional<std::size_t>(
    std::size_t count, const std::function<Plan(std::size_t)>& candidate)>;

// `frozen`: its load is a script.
[[nodiscard]] Plan minimized(const Plan& frozen, const FirstShowing& first_showing);

}  // namespace faultline::sim
