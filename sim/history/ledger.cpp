#include "sim/history/ledger.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::sim {
namespace {

using engine::Why;

// One key at the end of the run: what each core replica shows, and why.
class KeyOutcome {
 public:
  KeyOutcome(const History& history, const KeyEntry& key)
      : history_(history), key_(key), replicas_(interpret_all(history, key)) {
    for (LocalReplica i = 0; i < key.replicas.size(); ++i)
      if (history.in_core(key.replicas[i])) core_.push_back(i);
    for (std::size_t i = 0; i < key.effects.size(); ++i) places_[key.effects[i]] = i;
    for (const Interpretation& replica : replicas_) {
      std::vector<EffectIndex>& visible = visible_.emplace_back();
      for (std::size_t i = 0; i < key.effects.size(); ++i)
        if (replica.fates[i].visible) visible.push_back(key.effects[i]);
    }
  }

  // Fills in class, winner and reason of an acknowledged or indeterminate effect.
  void classify(LedgerEntry& entry) const;
  [[nodiscard]] bool visible_anywhere(EffectIndex effect) const {
    return std::any_of(core_.begin(), core_.end(),
                       [&](LocalReplica r) { return visible(effect, r); });
  }

 private:
  [[nodiscard]] bool visible(EffectIndex effect, LocalReplica replica) const;
  [[nodiscard]] bool expired(EffectIndex effect, LocalReplica replica) const;
  [[nodiscard]] bool came_back(EffectIndex effect) const;
  [[nodiscard]] std::optional<LedgerClass> lost_with_its_home(const EffectEntry& effect) const;
  void find_winner(LedgerEntry& entry) const;
  [[nodiscard]] LedgerClass by_winner(const LedgerEntry& entry) const;

  const History& history_;
  const KeyEntry& key_;
  std::vector<Interpretation> replicas_;
  std::vector<std::vector<EffectIndex>> visible_;  // by replica
  std::vector<LocalReplica> core_;
  std::map<EffectIndex, std::size_t> places_;
};

// Whether the replica shows the effect: in the value, itself or by another that stands for it; or,
// of one that only takes away, whether what it had seen of that is gone.
bool KeyOutcome::visible(EffectIndex effect, LocalReplica replica) const {
  const engine::Change& change = *history_.effects()[effect].change;
  const std::vector<EffectIndex>& shown = visible_[replica];
  const auto change_of = [&](EffectIndex each) -> const engine::Change& {
    return *history_.effects()[each].change;
  };
  if (engine::leaves_a_trace(change))
    return replicas_[replica].fates[places_.at(effect)].visible ||
           (engine::stands_for(change, change) &&
            std::any_of(shown.begin(), shown.end(), [&](EffectIndex each) {
              return engine::stands_for(change_of(each), change);
            }));
  return std::none_of(shown.begin(), shown.end(), [&](EffectIndex each) {
    return engine::leaves_a_trace(change_of(each)) && engine::takes_away(change, change_of(each)) &&
           history_.seen(each, effect);
  });
}

// It would be visible, but its own deadline has passed there: it is gone as it was asked to.
bool KeyOutcome::expired(EffectIndex effect, LocalReplica replica) const {
  const auto* write = std::get_if<engine::string::Write>(&*history_.effects()[effect].change);
  if (write == nullptr || !write->expires_at || !visible(effect, replica)) return false;
  const FinalContents* contents = history_.contents(key_.replicas[replica], key_.name);
  return contents != nullptr && !contents->value;
}

// A removal that finds something to remove in what an engine shows, and nothing in what the effects
// amount to.
bool KeyOutcome::came_back(EffectIndex effect) const {
  const engine::Change& change = *history_.effects()[effect].change;
  if (engine::leaves_a_trace(change)) return false;
  const auto removes_from = [&](const std::optional<engine::PlainValue>& value) {
    std::optional<engine::PlainValue> after = value;
    engine::apply_plain(after, change);
    return after != value;
  };
  return std::any_of(core_.begin(), core_.end(), [&](LocalReplica replica) {
    const FinalContents* contents = history_.contents(key_.replicas[replica], key_.name);
    const Interpretation& expected = replicas_[replica];
    return contents != nullptr && contents->value && expected.valued &&
           contents->value != expected.value && removes_from(contents->value) &&
           !(expected.value && removes_from(expected.value));
  });
}

std::optional<LedgerClass> KeyOutcome::lost_with_its_home(const EffectEntry& effect) const {
  const auto datacenter = [&](LocalReplica r) {
    return history_.place(key_.replicas[r]).datacenter;
  };
  bool elsewhere = false;
  bool other_datacenter = false;
  bool held_in_core = false;
  for (LocalReplica r = 0; r < key_.replicas.size(); ++r) {
    const Holding& holding = effect.holdings[r];
    if (r != effect.home && holding.ever()) elsewhere = true;
    if (holding.ever() && datacenter(r) != datacenter(effect.home)) other_datacenter = true;
    if (holding.held() && history_.in_core(key_.replicas[r])) held_in_core = true;
  }
  if (held_in_core) return std::nullopt;
  if (!elsewhere) return LedgerClass::kNeverReplicated;
  if (!other_datacenter) return LedgerClass::kLostCrash;
  return LedgerClass::kLostRepair;
}

void KeyOutcome::classify(LedgerEntry& entry) const {
  const EffectEntry& effect = history_.effects()[*entry.effect];
  const auto duplicated = std::any_of(effect.holdings.begin(), effect.holdings.end(),
                                      [](const Holding& h) { return h.duplicates > 0; });
  if (duplicated) {
    entry.ledger_class = LedgerClass::kDuplicated;
    return;
  }
  if (const auto lost = lost_with_its_home(effect)) {
    entry.ledger_class = *lost;
    return;
  }
  if (came_back(*entry.effect)) {
    entry.ledger_class = LedgerClass::kResurrected;
    return;
  }
  std::vector<LocalReplica> showing;
  std::size_t expired_at = 0;
  bool missing_somewhere = false;
  for (const LocalReplica replica : core_) {
    if (expired(*entry.effect, replica))
      ++expired_at;
    else if (visible(*entry.effect, replica))
      showing.push_back(replica);
    missing_somewhere |= !effect.holdings[replica].held();
  }
  if (showing.size() + expired_at == core_.size()) {
    entry.ledger_class = LedgerClass::kKept;
    return;
  }
  find_winner(entry);
  if (!showing.empty()) {
    entry.ledger_class =
        missing_somewhere ? LedgerClass::kDivergedMissing : LedgerClass::kDivergedOrder;
    entry.shown_at = std::move(showing);
    return;
  }
  entry.ledger_class = by_winner(entry);
}

// What removed or masked the effect: at its home if that is in the core, else where it is known.
void KeyOutcome::find_winner(LedgerEntry& entry) const {
  const EffectEntry& effect = history_.effects()[*entry.effect];
  std::vector<LocalReplica> order = core_;
  std::stable_partition(order.begin(), order.end(),
                        [&](LocalReplica r) { return r == effect.home; });
  for (const LocalReplica replica : order) {
    const ReplicaFate& fate = replicas_[replica].fates[places_.at(*entry.effect)];
    if (entry.winner || !fate.by || *fate.by == *entry.effect) continue;
    entry.winner = fate.by;
    entry.why = fate.why;
  }
}

LedgerClass KeyOutcome::by_winner(const LedgerEntry& entry) const {
  // Masked by another type of the key, or overwritten by a chain whose end retired: concurrent.
  if (!entry.winner) return LedgerClass::kLostConcurrent;
  // Knowing of the effect is not enough: whoever was made on top of a value without it adds to its
  // loss, unless the command itself takes it away.
  const bool overwrote = entry.why == Why::kOverwritten ||
                         engine::takes_away(*history_.effects()[*entry.winner].change,
                                            *history_.effects()[*entry.effect].change);
  if (overwrote && history_.saw(*entry.winner, *entry.effect)) return LedgerClass::kSuperseded;
  if (entry.why == Why::kTie) return LedgerClass::kLostTie;
  if (history_.saw(*entry.effect, *entry.winner)) return LedgerClass::kLostInverted;
  return LedgerClass::kLostConcurrent;
}

LedgerClass class_of_unanswered(bool visible) {
  return visible ? LedgerClass::kIndeterminateKept : LedgerClass::kIndeterminateAbsent;
}

}  // namespace

std::vector<LedgerEntry> make_ledger(const History& history) {
  std::map<KeyIndex, KeyOutcome> outcomes;
  std::vector<LedgerEntry> ledger;
  for (OperationIndex i = 0; i < history.operations().size(); ++i) {
    const OperationEntry& operation = history.operations()[i];
    for (std::uint32_t unit = 0; unit < operation.units.size(); ++unit) {
      LedgerEntry entry;
      entry.operation = i;
      entry.unit = unit;
      entry.type = operation.kind->type;
      const EffectIndex index = operation.effects[unit];
      const EffectEntry* effect = index == kNever ? nullptr : &history.effects()[index];
      if (effect != nullptr) entry.effect = index;
      const bool leaves = effect != nullptr && effect->change.has_value();
      const KeyOutcome* outcome =
          leaves ? &outcomes.try_emplace(effect->key, history, history.keys()[effect->key])
                        .first->second
                 : nullptr;
      if (operation.outcome == engine::output::Outcome::kFailed)
        entry.ledger_class = LedgerClass::kRejected;
      else if (operation.outcome == engine::output::Outcome::kIndeterminate)
        entry.ledger_class =
            class_of_unanswered(outcome != nullptr && outcome->visible_anywhere(index));
      else if (!leaves || !effect->changed)
        entry.ledger_class = LedgerClass::kNoEffect;
      else
        outcome->classify(entry);
      ledger.push_back(entry);
      if (engine::planted(engine::PlantedBug::kLedgerCountsTwice) && ledger.size() % 100 == 0)
        ledger.push_back(entry);
    }
  }
  return ledger;
}

}  // namespace faultline::sim
