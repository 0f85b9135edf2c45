// The stamps that an engine claims for its effects, held to the wall clock of the machine that gave
// them: whatever arbitrates by stamps is only as right as they are.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/checkers/findings.h"

namespace faultline::sim {

class ClaimedStamps {
 public:
  void observe(const History::Where& where, const engine::observation::Applied& applied,
               const History& history);
  [[nodiscard]] std::uint64_t wrong() const { return wrong_; }
  // The finding, if any stamp was wrong.
  void report(const History& history, Findings& findings) const;

 private:
  struct Wrong {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Bytes key;
    engine::Duration ahead{};
  };
  std::uint64_t wrong_ = 0;
  std::optional<Wrong> first_;
};

}  // namespace faultline::sim
