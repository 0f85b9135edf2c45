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
      if (history.in_core(key, i)) core_.push_back(i);
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
  [[nodiscard]] std::optional<engine::WallTime> deadline_at(LocalReplica replica) const;
  [[nodiscard]] bool gone_everywhere() const;
  [[nodiscard]] bool counted_twice(EffectIndex effect) const;
  [[nodiscard]] bool came_back(EffectIndex effect) const;
  [[nodiscard]] std::optional<LedgerClass> lost_with_its_home(const EffectEntry& effect) const;
  [[nodiscard]] bool superseded(EffectIndex effect, EffectIndex by, Why why) const;
  [[nodiscard]] bool same_session(EffectIndex one, EffectIndex other) const {
    const auto client = [&](EffectIndex each) {
      return history_.operation(history_.effects()[each].operation).client;
    };
    return one != other && client(one) == client(other);
  }
  void find_winner(LedgerEntry& entry) const;
  [[nodiscard]] LedgerClass by_winner(const LedgerEntry& entry) const;

  const History& history_;
  const KeyEntry& key_;
  std::vector<Interpretation> replicas_;
  std::vector<std::vector<EffectIndex>> visible_;  // by replica
  std::vector<LocalReplica> core_;
};

// Whether the replica shows the effect: in the value, itself or by another that stands for it; or,
// of one that only takes away, whether what it had seen of that is gone.
bool KeyOutcome::visible(EffectIndex effect, LocalReplica replica) const {
  const engine::Change& change = history_.change_at(effect, replica);
  const std::vector<EffectIndex>& shown = visible_[replica];
  const auto change_of = [&](EffectIndex each) -> const engine::Change& {
    return history_.change_at(each, replica);
  };
  if (engine::leaves_a_trace(change))
    return replicas_[replica].fates[key_.place_of(effect)].visible ||
           (engine::stands_for(change, change) &&
            std::any_of(shown.begin(), shown.end(), [&](EffectIndex each) {
              return engine::stands_for(change_of(each), change);
            }));
  return std::none_of(shown.begin(), shown.end(), [&](EffectIndex each) {
    return engine::leaves_a_trace(change_of(each)) && engine::takes_away(change, change_of(each)) &&
           history_.seen(each, effect);
  });
}

// It would be visible, but the key has a deadline and is gone there: as somebody asked.
bool KeyOutcome::expired(EffectIndex effect, LocalReplica replica) const {
  if (!visible(effect, replica)) return false;
  const FinalContents* contents = key_.contents_at(replica);
  return contents != nullptr && !contents->content && deadline_at(replica).has_value();
}

// Where arrival order decides there is no value to look at: the last visible effect that sets one.
std::optional<engine::WallTime> KeyOutcome::deadline_at(LocalReplica replica) const {
  const Interpretation& shown = replicas_[replica];
  if (shown.valued) return shown.value ? shown.value->expires_at : std::nullopt;
  std::optional<engine::WallTime> deadline;
  Position since = 0;
  for (const EffectIndex effect : visible_[replica]) {
    const auto* set = engine::deadline_set_by(history_.change_at(effect, replica));
    const auto intervals = history_.effects()[effect].holdings[replica].intervals();
    if (set == nullptr || intervals.empty() || intervals.back().from < since) continue;
    since = intervals.back().from;
    deadline = *set;
  }
  return deadline;
}

// A removal that finds something to remove in what an engine shows, and nothing in what the effects
// amount to.
bool KeyOutcome::came_back(EffectIndex effect) const {
  const engine::Change& change = *history_.effects()[effect].change;
  if (engine::leaves_a_trace(change)) return false;
  const auto removes_from = [&](const engine::PlainKey& value) {
    std::optional<engine::PlainKey> after = value;
    engine::apply_plain(after, change);
    return after != value;
  };
  return std::any_of(core_.begin(), core_.end(), [&](LocalReplica replica) {
    const FinalContents* contents = key_.contents_at(replica);
    const Interpretation& expected = replicas_[replica];
    return contents != nullptr && contents->content && expected.valued &&
           *contents->content != expected.value && removes_from(*contents->content) &&
           !(expected.value && removes_from(*expected.value));
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
    if (holding.held() && history_.in_core(key_, r)) held_in_core = true;
  }
  if (held_in_core) return std::nullopt;
  if (!elsewhere) return LedgerClass::kNeverReplicated;
  if (!other_datacenter) return LedgerClass::kLostCrash;
  return LedgerClass::kLostRepair;
}

bool KeyOutcome::gone_everywhere() const {
  return std::all_of(core_.begin(), core_.end(), [&](LocalReplica replica) {
    const FinalContents* contents = key_.contents_at(replica);
    return contents != nullptr && !contents->content;
  });
}

// Where engines filter what comes twice, a second time is wrong by itself, but for what a client
// sent again: no engine knows that. What runs again counts only if it adds to the first, and is
// still to be seen: a member added twice is there once.
bool KeyOutcome::counted_twice(EffectIndex effect) const {
  const bool filtered = history_.deployment().arbitration != engine::Arbitration::kArrivalOrder &&
                        !history_.sent_again(history_.effects()[effect].operation);
  for (LocalReplica r = 0; r < key_.replicas.size(); ++r) {
    const Holding& holding = history_.effects()[effect].holdings[r];
    if (holding.duplicates == 0) continue;
    if (filtered) return true;
    if (!holding.held() || !visible(effect, r)) continue;
    std::optional<engine::PlainKey> once;
    engine::apply_plain(once, history_.change_at(effect, r));
    std::optional<engine::PlainKey> twice = once;
    engine::apply_plain(twice, history_.change_at(effect, r));
    if (once != twice) return true;
  }
  return false;
}

void KeyOutcome::classify(LedgerEntry& entry) const {
  const EffectEntry& effect = history_.effects()[*entry.effect];
  if (counted_twice(*entry.effect)) {
    entry.ledger_class = LedgerClass::kDuplicated;
    return;
  }
  if (const auto lost = lost_with_its_home(effect)) {
    entry.ledger_class = *lost;
    return;
  }
  // An addition that a client had run twice came back by that.
  if (!key_.ran_again && came_back(*entry.effect)) {
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
  // It ran out as asked where it was held. Who never had it differs if something is left there.
  if (showing.empty() && expired_at > 0 && !entry.winner) {
    entry.ledger_class = gone_everywhere() ? LedgerClass::kKept : LedgerClass::kDivergedMissing;
    return;
  }
  if (!showing.empty()) {
    entry.ledger_class =
        missing_somewhere ? LedgerClass::kDivergedMissing : LedgerClass::kDivergedOrder;
    entry.shown_at = std::move(showing);
    return;
  }
  entry.ledger_class = by_winner(entry);
}

// Knowing of the effect is not enough: whoever was made on top of a value without it adds to its
// loss, unless the command itself takes it away.
bool KeyOutcome::superseded(EffectIndex effect, EffectIndex by, Why why) const {
  const auto& change = history_.effects()[by].change;
  return history_.saw(by, effect) &&
         (why == Why::kOverwritten ||
          (change && engine::takes_away(*change, *history_.effects()[effect].change)));
}

// What removed or masked the effect: at its home if that is in the core, else where it is known.
// In arrival order each replica has its own past, and a client that overwrites its own write has
// not lost it to whoever came in between: what supersedes the effect anywhere comes before all
// others.
void KeyOutcome::find_winner(LedgerEntry& entry) const {
  const EffectIndex effect = *entry.effect;
  const bool in_arrival_order =
      history_.deployment().arbitration == engine::Arbitration::kArrivalOrder;
  std::vector<LocalReplica> order = core_;
  std::stable_partition(order.begin(), order.end(),
                        [&](LocalReplica r) { return r == history_.effects()[effect].home; });
  for (const LocalReplica replica : order) {
    const ReplicaFate& fate = replicas_[replica].fates[key_.place_of(effect)];
    if (!fate.by || *fate.by == effect) continue;
    const bool supersedes = in_arrival_order && superseded(effect, *fate.by, fate.why);
    if (entry.winner && !supersedes) continue;
    entry.winner = fate.by;
    entry.why = fate.why;
    entry.by_repair = fate.by_repair || history_.effects()[*fate.by].holdings[replica].repaired;
    if (supersedes) return;
  }
  if (!in_arrival_order || !entry.winner) return;
  const auto overwriter =
      std::find_if(key_.effects.begin(), key_.effects.end(), [&](EffectIndex by) {
        return same_session(effect, by) && superseded(effect, by, Why::kVisible);
      });
  if (overwriter == key_.effects.end()) return;
  entry.winner = *overwriter;
  entry.why = Why::kOverwritten;
  entry.by_repair = false;
}

LedgerClass KeyOutcome::by_winner(const LedgerEntry& entry) const {
  // Masked by another type of the key, or overwritten by a chain whose end retired: concurrent.
  if (!entry.winner) return LedgerClass::kLostConcurrent;
  if (superseded(*entry.effect, *entry.winner, entry.why)) return LedgerClass::kSuperseded;
  if (entry.by_repair) return LedgerClass::kLostRepair;
  if (entry.why == Why::kTie) return LedgerClass::kLostTie;
  if (history_.saw(*entry.effect, *entry.winner)) return LedgerClass::kLostInverted;
  return LedgerClass::kLostConcurrent;
}

// It made a difference at its home, or only where its key does not live.
bool ran(const EffectEntry& effect) {
  return effect.changed ||
         (effect.misplaced && std::none_of(effect.holdings.begin(), effect.holdings.end(),
                                           [](const Holding& each) { return each.ever(); }));
}

// `outcome`: of the effect's key; null where the effect never ran or left nothing to show.
LedgerEntry entry_of(const History& history, OperationIndex index, std::uint32_t unit,
                     const KeyOutcome* outcome) {
  const OperationEntry& operation = history.operation(index);
  LedgerEntry entry;
  entry.operation = index;
  entry.unit = unit;
  entry.type = operation.kind->type;
  const EffectIndex effect = operation.effects[unit];
  if (effect != kNever) entry.effect = effect;
  const bool stays = outcome != nullptr && outcome->visible_anywhere(effect);
  // An error of the one replica that answers says nothing of those that ran it.
  if (operation.outcome == engine::output::Outcome::kFailed)
    entry.ledger_class = stays ? LedgerClass::kIndeterminateKept : LedgerClass::kRejected;
  else if (operation.outcome == engine::output::Outcome::kIndeterminate)
    entry.ledger_class =
        stays ? LedgerClass::kIndeterminateKept : LedgerClass::kIndeterminateAbsent;
  else if (outcome == nullptr || !ran(history.effects()[effect]))
    entry.ledger_class = LedgerClass::kNoEffect;
  else
    outcome->classify(entry);
  return entry;
}

// A planted bug.
void count_twice(std::vector<LedgerEntry>& ledger) {
  for (std::size_t size = 100; size <= ledger.size(); size += 100)
    ledger.insert(ledger.begin() + static_cast<std::ptrdiff_t>(size), ledger[size - 1]);
}

}  // namespace

std::vector<LedgerEntry> make_ledger(const History& history) {
  std::vector<LedgerEntry> ledger;
  std::vector<std::vector<std::size_t>> by_key(history.keys().size());  // what is left for below
  for (const OperationIndex i : history.issued()) {
    const OperationEntry& operation = history.operation(i);
    for (std::uint32_t unit = 0; unit < operation.units.size(); ++unit) {
      const EffectIndex index = operation.effects[unit];
      if (index == kNever || !history.effects()[index].change) {
        ledger.push_back(entry_of(history, i, unit, nullptr));
        continue;
      }
      by_key[history.effects()[index].key].push_back(ledger.size());
      LedgerEntry& left = ledger.emplace_back();
      left.operation = i;
      left.unit = unit;
    }
  }
  for (KeyIndex key = 0; key < by_key.size(); ++key) {
    if (by_key[key].empty()) continue;
    const KeyOutcome outcome(history, history.keys()[key]);  // large, so one at a time
    for (const std::size_t place : by_key[key])
      ledger[place] = entry_of(history, ledger[place].operation, ledger[place].unit, &outcome);
  }
  if (engine::planted(engine::PlantedBug::kLedgerCountsTwice)) count_twice(ledger);
  return ledger;
}

std::optional<LedgerEntry> first_diverged(const History& history, const KeyEntry& key) {
  const KeyOutcome outcome(history, key);
  std::optional<LedgerEntry> overwritten;
  for (const EffectIndex index : key.effects) {
    const EffectEntry& effect = history.effects()[index];
    if (effect.implied() || !effect.change) continue;
    LedgerEntry entry = entry_of(history, effect.operation, effect.unit, &outcome);
    if (entry.ledger_class == LedgerClass::kDivergedMissing) return entry;
    if (entry.ledger_class == LedgerClass::kDivergedOrder && !overwritten)
      overwritten = std::move(entry);
  }
  return overwritten;
}

}  // namespace faultline::sim
