// When two replies mean the same although they are not equal: lists without an order, and random
// choices out of what there is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/ports/reply.h"

namespace faultline::differential {

// The elements of a list, or of flat pairs the pairs, in an order of their own.
[[nodiscard]] std::vector<std::string> sorted_groups(const std::vector<engine::Reply>& list,
                                                     std::size_t group);
// Equal but for the order of their elements (or groups of so many). What is no list must be equal.
[[nodiscard]] bool equal_unordered(const engine::Reply& a, const engine::Reply& b,
                                   std::size_t group);

// What a command chooses from: elements, with what goes with each (its score or value) or "".
using Population = std::map<engine::Bytes, engine::Bytes>;

struct Choice {
  bool with_values = false;
  bool distinct = true;
};

// What was chosen: of one element or a list of them.
[[nodiscard]] std::vector<engine::Bytes> chosen(const engine::Reply& reply, const Choice& choice);
// Why no such choice can come from there.
[[nodiscard]] std::optional<std::string> implausible(const engine::Reply& reply,
                                                     const Population& population,
                                                     const Choice& choice);
// Whether both chose the same number of elements. Errors and nil must be equal.
[[nodiscard]] bool same_shape(const engine::Reply& a, const engine::Reply& b);

}  // namespace faultline::differential
