// Which rule decided a loss, on what basis we say so, and one word for the cause.

#include "sim/history/ledger.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Why;

// A replica had the effect and has lost it.
bool forgotten_somewhere(const History& history, const LedgerEntry& entry) {
  for (const Holding& holding : history.effects()[*entry.effect].holdings)
    if (holding.ever() && !holding.held()) return true;
  return false;
}

Rule rule_by_stamp(Arbitration arbitration, bool tie) {
  if (arbitration == Arbitration::kLastWriteWins)
    return tie ? Rule{"whole key: equal stamps, smallest member wins", Basis::kChosen}
               : Rule{"whole key: latest wall stamp wins", Basis::kChosen};
  return tie ? Rule{"string value: equal stamps, smallest member wins", Basis::kChosen}
             : Rule{"string value: latest wall stamp wins", Basis::kDocumented};
}

}  // namespace

Rule rule_of(const History& history, const LedgerEntry& entry) {
  const Arbitration arbitration = history.deployment().arbitration;
  switch (entry.ledger_class) {
    case LedgerClass::kNeverReplicated:
      return {"acknowledged before any other copy had it", Basis::kDocumented};
    case LedgerClass::kLostCrash:
      return {"every copy was in the memory of dead nodes", Basis::kInferred};
    case LedgerClass::kLostRepair:
      return {"replaced by an older state", Basis::kInferred};
    case LedgerClass::kDivergedMissing:
      if (arbitration != Arbitration::kArrivalOrder)
        return {"not delivered within the bound", Basis::kInferred};
      return forgotten_somewhere(history, entry)
                 ? Rule{"a node that lost its memory gets nothing back", Basis::kMeasured}
                 : Rule{"what a peer does not take at once is never sent again", Basis::kMeasured};
    case LedgerClass::kDivergedOrder:
      return arbitration == Arbitration::kArrivalOrder
                 ? Rule{"the command that arrives last stays", Basis::kMeasured}
                 : Rule{"not delivered within the bound", Basis::kInferred};
    default:
      break;
  }
  if (entry.why == Why::kTypeConflict)
    return {"concurrent types: the first type of the list is shown", Basis::kChosen};
  if (entry.why == Why::kNotANumber) return {"a text hides concurrent increments", Basis::kChosen};
  if (arbitration == Arbitration::kArrivalOrder)
    return {"the command that arrives last stays", Basis::kMeasured};
  return rule_by_stamp(arbitration, entry.why == Why::kTie);
}

std::string_view cause_of(const History& history, const LedgerEntry& entry) {
  switch (entry.ledger_class) {
    case LedgerClass::kLostTie:
      return "equal_stamps";
    case LedgerClass::kLostInverted:
      return "clock_inversion";
    case LedgerClass::kLostRepair:
      return "older_state_adopted";
    case LedgerClass::kLostCrash:
      return "all_copies_crashed";
    case LedgerClass::kDivergedOrder:
      return history.deployment().arbitration == Arbitration::kArrivalOrder ? "arrival_order"
                                                                            : "not_delivered";
    case LedgerClass::kNeverReplicated: {
      const EffectEntry& effect = history.effects()[*entry.effect];
      const KeyEntry& key = history.keys()[effect.key];
      return history.in_core(key.replicas[effect.home]) ? "home_crashed" : "home_gone";
    }
    case LedgerClass::kDivergedMissing:
      if (history.deployment().arbitration != Arbitration::kArrivalOrder) return "not_delivered";
      return forgotten_somewhere(history, entry) ? "forgotten" : "dropped_on_the_way";
    default:
      break;
  }
  if (entry.why == Why::kTypeConflict) return "concurrent_types";
  if (entry.why == Why::kNotANumber) return "text_over_increment";
  return "concurrent_write";
}

}  // namespace faultline::sim
