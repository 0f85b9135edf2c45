// Which rule decided a loss, on what basis we say so, and one word for the cause.

#include <algorithm>

#include "sim/history/ledger.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Why;

// A replica had the effect and has lost it.
bool forgotten_somewhere(const EffectEntry& effect) {
  for (const Holding& holding : effect.holdings)
    if (holding.ever() && !holding.held()) return true;
  return false;
}

// Where an effect went that no core replica holds any more.
enum class Gone { kCutOff, kCrashed, kReplaced };
Gone where_it_went(const History& history, const LedgerEntry& entry) {
  const EffectEntry& effect = history.effects()[*entry.effect];
  const KeyEntry& key = history.keys()[effect.key];
  bool replaced = false;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    // Whoever still holds it is not in the core.
    if (effect.holdings[r].held() && !history.dead(key, r)) return Gone::kCutOff;
    replaced |= effect.holdings[r].replaced;
  }
  return replaced ? Gone::kReplaced : Gone::kCrashed;
}

Rule rule_of_gone(Gone gone) {
  switch (gone) {
    case Gone::kCutOff:
      return {"only machines that stay cut off hold it", Basis::kInferred};
    case Gone::kCrashed:
      return {"every copy was on machines that went down", Basis::kInferred};
    case Gone::kReplaced:
      return {"replaced by an older state", Basis::kInferred};
  }
  return {};
}

std::string_view cause_of_gone(Gone gone) {
  switch (gone) {
    case Gone::kCutOff:
      return "minority_cut_off";
    case Gone::kCrashed:
      return "all_copies_crashed";
    case Gone::kReplaced:
      return "older_state_adopted";
  }
  return {};
}

// Some replica ran the command and it did nothing there, as SETNX does on a key that exists.
bool refused_somewhere(const History& history, const LedgerEntry& entry) {
  if (history.deployment().arbitration != Arbitration::kArrivalOrder || entry.winner) return false;
  const auto& holdings = history.effects()[*entry.effect].holdings;
  return std::any_of(holdings.begin(), holdings.end(),
                     [](const Holding& holding) { return holding.held() && !holding.changed; });
}

// In timestamp mode: why the comparison of two writes' stamps did not end in one order everywhere.
enum class Stamps { kNone, kEqual, kRemovalForgotten };
Stamps stamps_of(const History& history, const LedgerEntry& entry) {
  if (history.deployment().arbitration != Arbitration::kArrivalOrder || !entry.winner)
    return Stamps::kNone;
  const EffectEntry& loser = history.effects()[*entry.effect];
  const EffectEntry& winner = history.effects()[*entry.winner];
  const engine::WallTime none{};
  if (loser.stamp == none || winner.stamp == none) return Stamps::kNone;
  if (loser.stamp == winner.stamp) return Stamps::kEqual;
  const auto removes = [](const EffectEntry& effect) {
    return effect.change && !engine::leaves_a_trace(*effect.change);
  };
  return removes(loser) || removes(winner) ? Stamps::kRemovalForgotten : Stamps::kNone;
}

Rule rule_of_missing(const History& history, const EffectEntry& effect) {
  if (history.deployment().arbitration != Arbitration::kArrivalOrder)
    return {"not delivered within the bound", Basis::kInferred};
  if (forgotten_somewhere(effect))
    return {"a node that lost its memory gets nothing back", Basis::kMeasured};
  if (effect.misplaced)
    return {
        "a part of a split command goes to the owner by the coordinator's rack, not by the "
        "receiver's",
        Basis::kMeasured};
  return {"what a peer does not take at once is never sent again", Basis::kMeasured};
}

std::string_view cause_of_missing(const History& history, const EffectEntry& effect) {
  if (history.deployment().arbitration != Arbitration::kArrivalOrder) return "not_delivered";
  if (forgotten_somewhere(effect)) return "forgotten";
  return effect.misplaced ? "misplaced" : "dropped_on_the_way";
}

// Whether the process's data center was taken out of the database after that.
bool removed_after(const History& history, engine::ProcessId process, engine::Instant at) {
  const engine::DatacenterId home = history.place(process).datacenter;
  return std::any_of(history.disturbances().begin(), history.disturbances().end(),
                     [&](const Disturbed& each) {
                       return std::holds_alternative<Departed>(each.what) && each.from >= at &&
                              history.removed(home, each.from);
                     });
}

std::string_view cause_of_never_replicated(const History& history, const LedgerEntry& entry) {
  const EffectEntry& effect = history.effects()[*entry.effect];
  const KeyEntry& key = history.keys()[effect.key];
  if (removed_after(history, key.replicas[effect.home], effect.holdings[effect.home].first_at))
    return "home_removed";
  if (history.in_core(key, effect.home)) return "home_crashed";
  return history.dead(key, effect.home) ? "home_gone" : "home_cut_off";
}

Rule rule_by_stamp(Arbitration arbitration, bool tie) {
  if (arbitration == Arbitration::kLastWriteWins)
    return tie ? Rule{"whole key: equal stamps, smallest member wins", Basis::kChosen}
               : Rule{"whole key: latest wall stamp wins", Basis::kChosen};
  return tie ? Rule{"string value: equal stamps, smallest member wins", Basis::kChosen}
             : Rule{"string value: latest wall stamp wins", Basis::kDocumented};
}

}  // namespace

bool overwriter_missing(const History& history, const LedgerEntry& entry) {
  if (!entry.winner || !history.saw(*entry.winner, *entry.effect)) return false;
  const EffectEntry& winner = history.effects()[*entry.winner];
  return std::any_of(entry.shown_at.begin(), entry.shown_at.end(),
                     [&](LocalReplica r) { return !winner.holdings[r].held(); });
}

Rule rule_of(const History& history, const LedgerEntry& entry) {
  const Arbitration arbitration = history.deployment().arbitration;
  switch (entry.ledger_class) {
    case LedgerClass::kNeverReplicated:
      return {"acknowledged before any other copy had it",
              arbitration == Arbitration::kArrivalOrder ? Basis::kMeasured : Basis::kDocumented};
    case LedgerClass::kLostCrash:
    case LedgerClass::kLostRepair:
      return rule_of_gone(where_it_went(history, entry));
    case LedgerClass::kDivergedMissing:
      return rule_of_missing(history, history.effects()[*entry.effect]);
    case LedgerClass::kDivergedOrder:
      if (overwriter_missing(history, entry))
        return rule_of_missing(history, history.effects()[*entry.winner]);
      if (stamps_of(history, entry) == Stamps::kEqual)
        return {"equal stamps: the command that arrives last stays", Basis::kMeasured};
      if (stamps_of(history, entry) == Stamps::kRemovalForgotten)
        return {"the stamp of a removal goes once the racks of its own data center have answered",
                Basis::kMeasured};
      if (refused_somewhere(history, entry))
        return {"a command that finds the key taken does nothing there", Basis::kMeasured};
      if (arbitration != Arbitration::kArrivalOrder)
        return rule_of_missing(history, history.effects()[*entry.effect]);
      return {"the command that arrives last stays", Basis::kMeasured};
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
    case LedgerClass::kLostCrash:
      return cause_of_gone(where_it_went(history, entry));
    case LedgerClass::kDivergedOrder:
      if (overwriter_missing(history, entry)) return "overwriter_missing";
      if (stamps_of(history, entry) == Stamps::kEqual) return "equal_stamps";
      if (stamps_of(history, entry) == Stamps::kRemovalForgotten) return "removal_forgotten";
      return refused_somewhere(history, entry) ? "did_nothing_there" : "arrival_order";
    case LedgerClass::kNeverReplicated:
      return cause_of_never_replicated(history, entry);
    case LedgerClass::kDivergedMissing:
      return cause_of_missing(history, history.effects()[*entry.effect]);
    default:
      break;
  }
  if (entry.why == Why::kTypeConflict) return "concurrent_types";
  if (entry.why == Why::kNotANumber) return "text_over_increment";
  if (entry.winner && history.effects()[*entry.winner].eviction()) return "concurrent_eviction";
  return "concurrent_write";
}

}  // namespace faultline::sim
