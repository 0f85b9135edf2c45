// What SPOP, SRANDMEMBER and HRANDFIELD share: reading how many to draw, and drawing. A count below
// zero asks for as many draws as it says, each from all elements; one above zero for that many
// different ones, or all there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "engine/base/prng.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// The count, or Redis's error.
[[nodiscard]] std::variant<std::int64_t, Reply> parse_draw_count(const Bytes& argument);

// Positions below `size`, in the order drawn. Every choice and every order is equally likely.
[[nodiscard]] std::vector<std::size_t> draw(std::size_t size, std::int64_t count, Prng& random);

}  // namespace faultline::engine
