#include "sim/search/delta_debugging.h"

#include <algorithm>
#include <numeric>

namespace faultline::sim {
namespace {

// Without the part `i` of `parts` about equal ones, counted from the end: what came last is most
// often of no weight.
Kept without_part(const Kept& kept, std::size_t parts, std::size_t i) {
  const std::size_t part = parts - 1 - i;
  Kept left = kept;
  const auto at = [&](std::size_t number) {
    return left.begin() + static_cast<std::ptrdiff_t>(number * kept.size() / parts);
  };
  left.erase(at(part), at(part + 1));
  return left;
}

}  // namespace

Kept delta_debug(std::size_t size, const FirstKept& first_that_shows) {
  Kept kept(size);
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  if (kept.empty() || first_that_shows(1, [](std::size_t) { return Kept(); })) return {};
  std::size_t parts = 2;
  while (kept.size() > 1) {
    parts = std::min(parts, kept.size());
    const auto candidate = [&](std::size_t i) { return without_part(kept, parts, i); };
    if (const auto shows = first_that_shows(parts, candidate)) {
      kept = candidate(*shows);
      parts = std::max<std::size_t>(parts - 1, 2);
    } else if (parts == kept.size()) {
      break;
    } else {
      parts *= 2;
    }
  }
  return kept;
}

}  // namespace faultline::sim
