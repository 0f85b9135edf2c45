// Delta debugging: from a list that shows something to a part of it that still shows it and from
// which no single element can be left out (Zeller and Hildebrandt, Simplifying and Isolating
// Failure-Inducing Input, 2002, figure 3). Only complements are tried: that one element of many
// shows it by itself is rare, and found as well by leaving out the rest.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace faultline::sim {

using Kept = std::vector<std::size_t>;  // places in the list, sorted
// The first of `count` candidates that still shows it; none: none does.
using FirstKept = std::function<std::optional<std::size_t>(
    std::size_t count, const std::function<Kept(std::size_t)>& candidate)>;

// Of a list of `size` elements that shows it. Tries first whether it takes any of them.
[[nodiscard]] Kept delta_debug(std::size_t size, const FirstKept& first_that_shows);

}  // namespace faultline::sim
