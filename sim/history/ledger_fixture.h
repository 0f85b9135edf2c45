// For tests: what the ledger of a hand-written history says of one effect. The history is over
// then. Effects are named as the ledger names them, by operation (from 1) and unit.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/checkers/hand_history_fixture.h"
#include "sim/history/ledger.h"

namespace faultline::sim {

[[nodiscard]] inline LedgerEntry booked(HandHistory& history, std::uint64_t operation,
                                        std::uint32_t unit = 0) {
  history.history().close(engine::Instant());
  for (const LedgerEntry& entry : make_ledger(history.history()))
    if (entry.operation + 1 == operation && entry.unit == unit) return entry;
  FAIL("the effect is not in the ledger");
  return {};
}

}  // namespace faultline::sim
