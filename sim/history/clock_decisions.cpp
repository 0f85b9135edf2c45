#include "sim/history/clock_decisions.h"

#include <algorithm>

namespace faultline::sim {
namespace {

using engine::Why;

bool decided_a_conflict(const History& history, const LedgerEntry& entry) {
  if (entry.ledger_class == LedgerClass::kSuperseded || !decided_by_stamps(history, entry))
    return false;
  return history.deployment().arbitration == engine::Arbitration::kArrivalOrder ||
         entry.why == Why::kLaterStamp || entry.why == Why::kTie;
}

// Where commands carry the stamps of their coordinators, which no record tells, it counts when they
// were asked.
bool loser_is_later(const History& history, const LedgerEntry& entry) {
  const EffectEntry& loser = history.effects()[*entry.effect];
  const EffectEntry& winner = history.effects()[*entry.winner];
  if (history.deployment().arbitration != engine::Arbitration::kArrivalOrder)
    return winner.executed_at < loser.executed_at;
  return history.operation(winner.operation).invoked < history.operation(loser.operation).invoked;
}

}  // namespace

ClockDecisions clock_decisions(const History& history, const std::vector<LedgerEntry>& ledger) {
  ClockDecisions all;
  for (const LedgerEntry& entry : ledger) {
    if (!entry.effect || !decided_a_conflict(history, entry)) continue;
    ++all.by_stamps;
    if (!loser_is_later(history, entry)) continue;
    ++all.against_true_time;
    all.inverted += history.saw(*entry.effect, *entry.winner) ? 1 : 0;
  }
  for (const OperationIndex index : history.issued())
    for (const Execution& execution : history.operation(index).executions) {
      const std::int64_t offset = execution.clock_offset.count();
      all.offset_max_ns = std::max(all.offset_max_ns, offset < 0 ? -offset : offset);
    }
  return all;
}

}  // namespace faultline::sim
