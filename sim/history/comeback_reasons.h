// Why an element came back after its removal, in a word, and the rule that let it: from what the
// replica held, in which order it came, and by which stamps.
#pragma once

#include <optional>

#include "sim/history/comebacks.h"
#include "sim/history/ledger.h"

namespace faultline::sim {

struct SeenOf {
  // The effects held amount to a value without the element; none: nobody can tell.
  std::optional<bool> unexplained{};
  // The engine had dropped what it kept of the removal by then.
  bool purged = false;
};
[[nodiscard]] LossReason reason_of(const History& history, Comebacks& comebacks,
                                   const Comeback& comeback, const SeenOf& seen);

}  // namespace faultline::sim
