// Which rule decided a loss, on what basis we say so, and one word for the cause.

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "sim/history/ledger.h"
#include "sim/history/unraised_stamps.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Why;

const EffectEntry& effect_of(const History& history, const LedgerEntry& entry) {
  return history.effects()[*entry.effect];
}

bool in_arrival_order(const History& history) {
  return history.deployment().arbitration == Arbitration::kArrivalOrder;
}

template <class Predicate>
bool some_replica(const EffectEntry& effect, Predicate predicate) {
  return std::any_of(effect.holdings.begin(), effect.holdings.end(), predicate);
}

// Where an effect went that no core replica holds any more.
LossReason reason_of_gone(const History& history, const EffectEntry& effect) {
  const KeyEntry& key = history.keys()[effect.key];
  for (LocalReplica r = 0; r < key.replicas.size(); ++r)
    // Whoever still holds it is not in the core.
    if (effect.holdings[r].held() && !history.dead(key, r))
      return {"minority_cut_off", {"only machines that stay cut off hold it", Basis::kInferred}};
  if (some_replica(effect, [](const Holding& each) { return each.replaced; }))
    return {"older_state_adopted", {"replaced by an older state", Basis::kInferred}};
  return {"all_copies_crashed", {"every copy was on machines that went down", Basis::kInferred}};
}

const LossReason& misplaced() {
  static const LossReason kReason = {
      "misplaced",
      {"a node runs what it is sent, also what belongs to a key of another node's",
       Basis::kMeasured}};
  return kReason;
}

// The holding at one replica, or where none is named any of them.
template <class Predicate>
bool holds_at(const EffectEntry& effect, std::optional<LocalReplica> replica, Predicate predicate) {
  return replica ? predicate(effect.holdings[*replica]) : some_replica(effect, predicate);
}

// Where order of arrival decides: the replica had it, and has lost it since.
std::optional<LossReason> reason_of_lost_memory(const EffectEntry& effect,
                                                std::optional<LocalReplica> replica = {}) {
  if (holds_at(effect, replica, [](const Holding& each) { return each.replaced && !each.held(); }))
    return LossReason{
        "copy_adopted",
        {"a node that warms up takes one peer's copy in the place of its own", Basis::kMeasured}};
  if (holds_at(effect, replica, [](const Holding& each) { return each.ever() && !each.held(); }))
    return LossReason{"forgotten",
                      {"a node that lost its memory gets nothing back", Basis::kMeasured}};
  return std::nullopt;
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

LossReason reason_of_never_replicated(const History& history, const EffectEntry& effect) {
  const KeyEntry& key = history.keys()[effect.key];
  const Holding& home = effect.holdings[effect.home];
  if (!home.ever()) return misplaced();
  const Rule rule = {"acknowledged before any other copy had it",
                     in_arrival_order(history) ? Basis::kMeasured : Basis::kDocumented};
  if (removed_after(history, key.replicas[effect.home], home.first_at()))
    return {"home_removed", rule};
  if (history.in_core(key, effect.home)) return {"home_crashed", rule};
  return {history.dead(key, effect.home) ? "home_gone" : "home_cut_off", rule};
}

bool removes(const EffectEntry& effect) {
  return effect.change && !engine::leaves_a_trace(*effect.change);
}

// Some replica ran the command and it did nothing there, as SETNX does on a key that exists.
bool refused_somewhere(const EffectEntry& effect) {
  return some_replica(effect, [](const Holding& each) { return each.held() && !each.changed; });
}

LossReason reason_of_refusal(const History& history, const EffectEntry& effect) {
  if (history.deployment().stamps_commands && effect.stamp != engine::WallTime{})
    return {"older_stamp",
            {"a command with an older stamp than it finds does nothing there", Basis::kMeasured}};
  if (removes(effect))
    return {"did_nothing_there",
            {"a removal that comes before what it removes does nothing there", Basis::kMeasured}};
  return {"did_nothing_there",
          {"a command that finds the key taken does nothing there", Basis::kMeasured}};
}

LossReason reason_of_repetition(const History& history, const EffectEntry& effect) {
  if (history.sent_again(effect.operation))
    return {
        "ran_several_times",
        {"what a client sends again runs again, after all that came between", Basis::kMeasured}};
  return {"ran_several_times",
          {"DC_EACH_SAFE_QUORUM runs a command once for each rack of another data center",
           Basis::kMeasured}};
}

// Two effects of one key that replicas hold in different orders, or with different results.
LossReason reason_of_order(const History& history, const LedgerEntry& entry) {
  const EffectEntry& effect = effect_of(history, entry);
  const auto own = [](const Holding& each) { return each.own_change() != nullptr; };
  const auto twice = [](const Holding& each) { return each.duplicates > 0; };
  const EffectEntry* winner = entry.winner ? &history.effects()[*entry.winner] : nullptr;
  if (overwriter_missing(history, entry)) {
    LossReason reason = reason_of_missing(history, *winner);
    if (reason.cause == "dropped_on_the_way" || reason.cause == "not_delivered")
      reason.cause = "overwriter_missing";
    return reason;
  }
  if (!in_arrival_order(history)) return reason_of_missing(history, effect);
  if (decided_by_stamps(history, entry)) {
    if (effect.stamp == winner->stamp)
      return {"equal_stamps",
              {"equal stamps: the command that arrives last stays", Basis::kMeasured}};
    for (const EffectEntry* each : {&effect, winner})
      if (auto reason = reason_of_lost_memory(*each)) return *std::move(reason);
    for (const auto& [removal, addition] :
         {std::pair(*entry.winner, &effect), std::pair(*entry.effect, winner)})
      if (removes(history.effects()[removal]) && addition->change &&
          left_a_stamp_unraised(history, removal, *addition))
        return stamp_not_raised();
    if (removes(effect) || removes(*winner))
      return {"removal_forgotten",
              {"the stamp of a removal goes once the racks of its own data center have answered",
               Basis::kMeasured}};
  }
  if (winner == nullptr && refused_somewhere(effect)) return reason_of_refusal(history, effect);
  for (const EffectEntry* each : {&effect, winner})
    if (each != nullptr && some_replica(*each, twice)) return reason_of_repetition(history, *each);
  if (some_replica(effect, own) || (winner != nullptr && some_replica(*winner, own)))
    return {
        "own_result",
        {"each replica runs the command's text, and may come to another result", Basis::kMeasured}};
  return {"arrival_order", {"the command that arrives last stays", Basis::kMeasured}};
}

// Fields of hashes hold such values too; that scores of sorted sets compete so is our reading.
Rule rule_of_value(const EffectEntry& loser, bool tie) {
  const std::size_t type = engine::type_of(*loser.change);
  const std::string_view name = type == engine::kAnyType ? "key" : engine::type_name(type);
  if (tie)
    return {fmt::format("{} value: equal stamps, smallest member wins", name), Basis::kChosen};
  return {fmt::format("{} value: latest wall stamp wins", name),
          name == "string" || name == "hash" ? Basis::kDocumented : Basis::kInferred};
}

Rule rule_by_stamp(Arbitration arbitration, const EffectEntry& loser, bool tie) {
  switch (arbitration) {
    case Arbitration::kLastWriteWins:
      return tie ? Rule{"whole key: equal stamps, smallest member wins", Basis::kChosen}
                 : Rule{"whole key: latest wall stamp wins", Basis::kChosen};
    case Arbitration::kConflictFree:
      return rule_of_value(loser, tie);
    case Arbitration::kArrivalOrder:
      return tie ? Rule{"equal stamps: the command that arrives last stays", Basis::kMeasured}
                 : Rule{"the latest stamp of a coordinator's clock wins", Basis::kMeasured};
  }
  return {};
}

Rule rule_of_winner(const History& history, const LedgerEntry& entry) {
  if (entry.why == Why::kTypeConflict)
    return {"concurrent types: the first type of the list is shown", Basis::kChosen};
  if (entry.why == Why::kNotANumber) return {"a text hides concurrent increments", Basis::kChosen};
  if (entry.why == Why::kLonger)
    return {"deadlines: the latest stands, and none at all is the latest", Basis::kDocumented};
  const EffectEntry& loser = effect_of(history, entry);
  if (!in_arrival_order(history) && !decided_by_stamps(history, entry)) {
    if (std::holds_alternative<engine::Expire>(*loser.change))
      return {"a deadline goes with its key", Basis::kChosen};
    return {"a removal or replacement takes what its replica has seen", Basis::kDocumented};
  }
  if (!in_arrival_order(history))
    return rule_by_stamp(history.deployment().arbitration, loser, entry.why == Why::kTie);
  if (decided_by_stamps(history, entry))
    return rule_by_stamp(Arbitration::kArrivalOrder, loser,
                         loser.stamp == history.effects()[*entry.winner].stamp);
  return {"the command that arrives last stays", Basis::kMeasured};
}

std::string_view cause_of_winner(const History& history, const LedgerEntry& entry) {
  if (entry.ledger_class == LedgerClass::kLostTie) return "equal_stamps";
  if (entry.ledger_class == LedgerClass::kLostInverted) return "clock_inversion";
  if (entry.why == Why::kTypeConflict) return "concurrent_types";
  if (entry.why == Why::kNotANumber) return "text_over_increment";
  if (entry.winner && history.effects()[*entry.winner].eviction()) return "concurrent_eviction";
  return "concurrent_write";
}

}  // namespace

LossReason reason_of_missing(const History& history, const EffectEntry& effect,
                             std::optional<LocalReplica> replica) {
  if (!in_arrival_order(history))
    return {"not_delivered", {"not delivered within the bound", Basis::kInferred}};
  if (auto reason = reason_of_lost_memory(effect, replica)) return *std::move(reason);
  if (!history.is_sent_everywhere(effect))
    return {"taken_for_a_read",
            {"a command that the parser takes for a read runs at one replica", Basis::kMeasured}};
  if (effect.misplaced) return misplaced();
  return {"dropped_on_the_way",
          {"what a peer does not take at once is never sent again", Basis::kMeasured}};
}

bool decided_by_stamps(const History& history, const LedgerEntry& entry) {
  if (!entry.winner) return false;
  if (history.deployment().arbitration == Arbitration::kConflictFree)
    return entry.why == Why::kLaterStamp || entry.why == Why::kTie;
  if (!in_arrival_order(history)) return true;
  const engine::WallTime none{};
  return history.deployment().stamps_commands && effect_of(history, entry).stamp != none &&
         history.effects()[*entry.winner].stamp != none;
}

bool overwriter_missing(const History& history, const LedgerEntry& entry) {
  if (!entry.winner || !history.saw(*entry.winner, *entry.effect)) return false;
  const EffectEntry& winner = history.effects()[*entry.winner];
  return std::any_of(entry.shown_at.begin(), entry.shown_at.end(),
                     [&](LocalReplica r) { return !winner.holdings[r].held(); });
}

LossReason reason_of(const History& history, const LedgerEntry& entry) {
  switch (entry.ledger_class) {
    case LedgerClass::kNeverReplicated:
      return reason_of_never_replicated(history, effect_of(history, entry));
    case LedgerClass::kLostRepair:
      if (entry.by_repair)
        return {"read_repair",
                {"a read writes the value with the latest stamp of its quorum to the others",
                 Basis::kMeasured}};
      [[fallthrough]];
    case LedgerClass::kLostCrash:
      return reason_of_gone(history, effect_of(history, entry));
    case LedgerClass::kDivergedMissing:
      return reason_of_missing(history, effect_of(history, entry));
    case LedgerClass::kDivergedOrder:
      return reason_of_order(history, entry);
    default:
      return {cause_of_winner(history, entry), rule_of_winner(history, entry)};
  }
}

}  // namespace faultline::sim
