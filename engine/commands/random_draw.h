// What SPOP, SRANDMEMBER, HRANDFIELD and ZRANDMEMBER share: reading how many to draw, and drawing.
// A count below zero asks for as many draws as it says, each from all elements; one above zero for
// that many different ones, or all there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/prng.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// The count, or Redis's error.
[[nodiscard]] std::variant<std::int64_t, Reply> parse_draw_count(const Bytes& argument);

// The arguments of a command that draws names which have something beside them: a count, and a word
// that asks for what that is. Without a count, one.
struct PairDraw {
  std::int64_t count = 1;
  bool with_both = false;
};
// `word` in upper case.
[[nodiscard]] std::variant<PairDraw, Reply> parse_pair_draw(const Arguments& arguments,
                                                            std::string_view word);

// Positions below `size`, in the order drawn. Every choice and every order is equally likely. Of
// repeated ones no more than a million: Redis goes on while it has memory, but a simulated client
// must not take down the simulator.
inline constexpr std::int64_t kMostRepeated = 1'000'000;
[[nodiscard]] std::vector<std::size_t> draw(std::size_t size, std::int64_t count, Prng& random);

}  // namespace faultline::engine
