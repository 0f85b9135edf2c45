// The causal order CO of a register history: session order and reads-from, transitively (shared
// checkers.md, 2). One pass in topological order gives each access its vector clock, so that
// questions are answered in O(1), with sessions * accesses * 4 bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/causality/access_graph.h"
#include "sim/causality/clocks.h"

namespace faultline::sim {

class CausalOrder {
 public:
  explicit CausalOrder(const RegisterHistory& history);

  [[nodiscard]] const Accesses& accesses() const { return accesses_; }
  // Something comes before itself: there is no order, and nothing below may be asked.
  [[nodiscard]] const std::optional<CycleFound>& cycle() const { return cycle_; }
  // All accesses, each after those that come before it.
  [[nodiscard]] const std::vector<AccessIndex>& in_order() const { return in_order_; }
  [[nodiscard]] const Clocks& clocks() const { return *clocks_; }
  [[nodiscard]] bool before(AccessIndex earlier, AccessIndex later) const {
    return clocks_->before(earlier, later);
  }
  // The same of session order alone, made anew.
  [[nodiscard]] Clocks session_clocks() const;

 private:
  Accesses accesses_;
  std::optional<CycleFound> cycle_;
  std::vector<AccessIndex> in_order_;
  std::optional<Clocks> clocks_;
};

}  // namespace faultline::sim
