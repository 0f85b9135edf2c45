// What a change does to what its origin had seen of the key, and what it leaves. Each change of a
// data type says it of itself, as kNature; where it takes a part of what was seen, two functions
// beside it say which: takes(later, earlier) of a change that goes as a whole, and
// takes_part(later, earlier) of one that has other elements too.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/bytes.h"

namespace faultline::engine {

enum class Nature : std::uint8_t {
  kAddition,     // takes nothing, and a reader can see it
  kReplacement,  // takes the part that it writes over
  kRemoval,      // takes a part, and leaves nothing to see
  kOverwrite,    // takes all, the deadline too
  kDeletion,     // takes all, and leaves nothing to see
};

[[nodiscard]] constexpr bool overwrites(Nature nature) {
  return nature == Nature::kOverwrite || nature == Nature::kDeletion;
}
// Such a change carries what its origin had seen.
[[nodiscard]] constexpr bool takes_seen(Nature nature) {
  return nature != Nature::kAddition;
}
[[nodiscard]] constexpr bool leaves_a_trace(Nature nature) {
  return nature != Nature::kRemoval && nature != Nature::kDeletion;
}

// For changes that name several elements.
[[nodiscard]] inline bool is_among(const std::vector<Bytes>& names, const Bytes& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Elements>
[[nodiscard]] bool has_one_of(const Elements& elements, const std::vector<Bytes>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const Bytes& name) { return elements.contains(name); });
}

}  // namespace faultline::engine
