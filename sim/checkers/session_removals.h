// Removed elements that a client sees again, by what clients know alone (shared checkers.md, 5.1,
// black): its removal was acknowledged, its reads since did not show the element, and then one does
// although every operation that may have added it is known to have come before the removal: the
// client's own, or the only one there was when the client read it. Nobody is blamed for what might
// be concurrent.
#pragma once

#include <vector>

#include "sim/history/elements.h"
#include "sim/history/history.h"

namespace faultline::sim {

struct SeenAgain {
  OperationIndex read = 0;
  OperationIndex removal = 0;
  std::uint32_t unit = 0;  // of the removal
  engine::Bytes key;
  Element element;
};
// In the order of the clients' operations.
[[nodiscard]] std::vector<SeenAgain> seen_again(const History& history);

}  // namespace faultline::sim
