// The story of one lost update, in sentences: who wrote what where and when, what each had seen,
// what faults held up, both clocks, the rule, the winner, and what would have been different.
#pragma once

#include <string>
#include <string_view>

#include "sim/history/ledger.h"
#include "sim/run_result.h"

namespace faultline::sim {

// What loser and winner had to do with each other, in the words of FindingExample::saw.
[[nodiscard]] std::string_view relation(const History& history, EffectIndex loser,
                                        EffectIndex winner);

[[nodiscard]] FindingExample tell(const History& history, const LedgerEntry& entry);

// Of an entry that stamps decided: "Stamps: 6.03 s (clock right) against 8.01 s (clock 2 s ahead)."
[[nodiscard]] std::string stamps_sentence(const History& history, const LedgerEntry& entry);

}  // namespace faultline::sim
