// The widest antichain of a small partial order: the most updates of a key of which none had seen
// another (shared checkers.md, 6 and 8). By Dilworth's theorem it is as wide as the fewest chains
// that hold all elements are many, and these come from a maximum matching of the bipartite graph of
// who comes before whom.
#pragma once

#include <cstddef>
#include <functional>

namespace faultline::sim {

struct Width {
  std::size_t size = 0;
  bool exact = true;  // false: a lower bound
};

// Above so many elements that no bound decides, the answer is a lower bound.
inline constexpr std::size_t kExactElementsMax = 128;

// `before(a, b)`, of a < b < size: whether a comes before b; transitive. `chains`: so many chains
// are known to hold all elements. Costs the square of `size` at most, and about `size * chains` if
// what one looks at in turn is as wide as there are chains.
[[nodiscard]] Width widest_antichain(std::size_t size, std::size_t chains,
                                     const std::function<bool(std::size_t, std::size_t)>& before);

}  // namespace faultline::sim
