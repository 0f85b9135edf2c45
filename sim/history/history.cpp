#include "sim/history/history.h"

#include <algorithm>
#include <tuple>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::sim {

using engine::Bytes;
using engine::Hash128;
using engine::Instant;
using engine::planted;
using engine::PlantedBug;
using engine::ProcessId;
namespace observation = engine::observation;

History::History(const Load& load, const engine::Deployment& deployment, Places places)
    : load_(load), deployment_(deployment), places_(std::move(places)) {
  operations_.resize(load.arrivals.size());
}

void History::invoked(OperationIndex index, const engine::Arguments& command, Instant now) {
  issued_.push_back(index);
  OperationEntry& operation = operations_.at(index);
  operation.client = load_.arrivals[index].client;
  operation.invoked = now;
  operation.command = command;
  if (!command.empty()) operation.kind = engine::find_command(command[0].view());
  if (operation.kind != nullptr) operation.units = engine::units_of(*operation.kind, command);
  operation.effects.assign(operation.units.size(), kNever);
}

void History::responded(const engine::output::Respond& respond, Instant now) {
  OperationEntry& operation = operations_.at(load_.arrival_of(respond.operation));
  operation.returned = now;
  operation.outcome = respond.outcome;
  operation.reply = respond.reply;
}

void History::disturbed(DisturbanceId id, const Disturbance& what, Instant now) {
  disturbances_.push_back({id, what, now});
}

void History::undone(DisturbanceId id, Instant now) {
  const auto found = std::find_if(disturbances_.rbegin(), disturbances_.rend(),
                                  [&](const Disturbed& each) { return each.id == id; });
  if (found != disturbances_.rend()) found->to = now;
}

const KeyEntry* History::find_key(const Bytes& name) const {
  const KeyIndex* known = key_indexes_.find(name);
  return known == nullptr ? nullptr : &keys_[*known];
}

KeyIndex History::key_of(const Bytes& name) {
  const auto [index, added] = key_indexes_.try_emplace(name, static_cast<KeyIndex>(keys_.size()));
  if (!added) return index;
  KeyEntry key;
  key.name = name;
  key.replicas = deployment_.replicas_of(name, load_.database_of(name));
  key.holders = key.replicas;
  key.held_since.resize(key.replicas.size());
  for (const ProcessId replica : key.replicas) key.copies.push_back(copy_of(replica));
  for (const Takeover& each : takeovers_)
    if (const auto local = key.of_copy(copy_of(each.process)); local && covers(each.slots, name)) {
      key.holders[*local] = each.process;
      key.held_since[*local] = each.at;
    }
  key.digests.resize(key.replicas.size());
  key.applied_sets.resize(key.replicas.size());
  key.contents.resize(key.replicas.size());
  keys_.push_back(std::move(key));
  return index;
}

void History::observed(const Where& where, const engine::Observation& what) {
  ++position_;
  FL_ASSERT(position_ < kNever, "a run observes fewer than 2^32 things");
  if (const auto* executed_here = std::get_if<observation::Executed>(&what)) {
    executed(where, *executed_here);
  } else if (const auto* answered = std::get_if<observation::Answered>(&what)) {
    operations_.at(load_.arrival_of(answered->operation)).homes.push_back(answered->home);
  } else if (const auto* held_back = std::get_if<observation::HeldBack>(&what)) {
    holders_back_[{load_.arrival_of(held_back->operation), place(held_back->to).datacenter}] =
        where.process;
  } else if (const auto* applied_here = std::get_if<observation::Applied>(&what)) {
    applied(where, *applied_here);
  } else if (const auto* digest = std::get_if<observation::Digest>(&what)) {
    digested(where, *digest);
  } else if (const auto* metadata = std::get_if<observation::Metadata>(&what)) {
    metadata_.count(where.process, metadata->bytes);
    if (metadata->tombstones) tombstones_.count(where.process, *metadata->tombstones);
  } else if (const auto* taken = std::get_if<observation::SnapshotTaken>(&what)) {
    take_snapshot(where, *taken);
  } else if (const auto* slots = std::get_if<observation::TookOver>(&what)) {
    took_over(where, *slots);
  } else if (const auto* adopted_here = std::get_if<observation::SnapshotAdopted>(&what)) {
    adopted(where, *adopted_here);
  } else if (std::holds_alternative<observation::Forgotten>(what)) {
    forget(where.process, where.now);
  } else if (const auto* contents_here = std::get_if<observation::Contents>(&what)) {
    showed(where, *contents_here);
  } else if (const auto* waits = std::get_if<observation::Waiting>(&what)) {
    waiting_.push_back(place(where.process).name + ": " + waits->what);
  } else if (const auto* mark = std::get_if<observation::Mark>(&what)) {
    const auto known = marks_.find(std::string_view(mark->name));
    ++(known == marks_.end() ? marks_[mark->name] : known->second);
  }
  if (where.now <= heal_) position_at_heal_ = position_;
}

void History::executed(const Where& where, const observation::Executed& executed) {
  std::vector<Execution>& executions =
      operations_.at(load_.arrival_of(executed.operation)).executions;
  // Most run once, or once in each of three racks, or of three data centers as well.
  if (executions.size() == executions.capacity())
    executions.reserve(std::max<std::size_t>(1, 3 * executions.size()));
  executions.push_back({where.process, position_, where.now, where.wall, where.clock_offset});
}

EffectIndex History::effect_of(const Where& where, const observation::Applied& applied) {
  const auto operation = load_.arrival_of(applied.effect.operation.value);
  OperationEntry& issuer = operations_.at(operation);
  EffectIndex* known = nullptr;
  const std::uint32_t unit = applied.effect.unit;
  const bool unasked = unit == engine::kExpiryUnit || engine::is_eviction(unit);
  if (unasked || unit == engine::kImpliedUnit)
    known = &implied_.emplace(std::tuple(operation, applied.effect.unit, applied.key), kNever)
                 .first->second;
  else
    known = &issuer.effects.at(applied.effect.unit);
  if (*known != kNever) return *known;

  *known = static_cast<EffectIndex>(effects_.size());
  const EffectIndex index = *known;
  EffectEntry effect;
  effect.operation = operation;
  effect.unit = applied.effect.unit;
  effect.key = key_of(applied.key);
  KeyEntry& key = keys_[effect.key];
  effect.holdings.resize(key.replicas.size());
  effect.home = key.of_copy(copy_of(where.process)).value_or(0);
  if (unasked) effect.executed_at = position_;
  effects_.push_back(std::move(effect));
  key.effects.push_back(index);
  set_home(index);
  return index;
}

// The home is the replica whose reply the client got; until that is known, where it ran first.
void History::set_home(EffectIndex index) {
  EffectEntry& effect = effects_[index];
  if (effect.unasked()) return;  // it is known where that ran
  const OperationEntry& issuer = operations_[effect.operation];
  const KeyEntry& key = keys_[effect.key];
  for (const ProcessId home : issuer.homes)
    if (const auto local = key.of_copy(copy_of(home))) effect.home = *local;
  const std::uint32_t home = key.copies.at(effect.home);
  effect.executed_at = kNever;
  for (const Execution& execution : issuer.executions)
    if (copy_of(execution.replica) == home && effect.executed_at == kNever)
      effect.executed_at = execution.position;
}

void History::applied(const Where& where, const observation::Applied& applied) {
  const auto local = keys_[key_of(applied.key)].served_by(where.process);
  if (!local) return applied_elsewhere(where, applied);
  const std::size_t known = effects_.size();
  const EffectIndex index = effect_of(where, applied);
  EffectEntry& effect = effects_[index];
  Holding& holding = effect.holdings[*local];
  // Where text travels every replica runs it, and nothing tells a second time apart. Who lost the
  // deletion of an expired key in a crash deletes it again, and may have seen more then; who lost
  // what it evicted for evicts again, though others may have returned the first eviction by then.
  if (index < known && applied.how == observation::How::kLocal &&
      deployment_.arbitration != engine::Arbitration::kArrivalOrder &&
      ((effect.unasked() && !holding.held()) || effect.eviction() || sent_again(effect.operation)))
    keys_[effect.key].ran_again = true;
  if (is_part(applied, index, *local)) return holding.add_part(position_, *applied.change);
  const bool restored = applied.how == observation::How::kRestored;
  const bool again = !restored && holding.held();
  const bool differs = applied.change.has_value() && applied.changed;
  // Where the order of arrival decides, a run after a loss counts as if it were the first.
  const bool anew =
      deployment_.arbitration == engine::Arbitration::kArrivalOrder && !holding.held();
  if (!restored && (anew || !holding.ever())) holding.changed = differs;
  const bool repairs = applied.how == observation::How::kRepaired;
  holding.repaired |= repairs;
  if (again && !repairs) ++holding.duplicates;
  if (again && differs && deployment_.arbitration == engine::Arbitration::kArrivalOrder)
    run_again(index, *local, where.now);
  if (applied.change && !effect.change) {
    if (index < known) ++keys_[effect.key].revisions;
    effect.change = applied.change;
    effect.stamp = applied.stamp;
    effect.member = applied.member;
  }
  if (applied.change && effect.change && *applied.change != *effect.change)
    holding.set_own_change(*applied.change);
  hold(index, *local, where.now);
}

// A repair takes a single element for the sake of a removal of the whole key that the replica has
// already, or had when it wrote its file.
bool History::is_part(const observation::Applied& applied, EffectIndex effect,
                      LocalReplica at) const {
  const bool can_be =
      applied.how == observation::How::kRepaired || applied.how == observation::How::kRestored;
  return can_be && effects_[effect].holdings[at].held() && effects_[effect].change &&
         applied.change && applied.changed && !engine::leaves_a_trace(*applied.change) &&
         !engine::overwrites(*applied.change) && *applied.change != change_at(effect, at);
}

// In arrival order a second run comes after all that ran in between.
void History::run_again(EffectIndex index, LocalReplica at, Instant now) {
  drop(index, at, now);
  Holding& holding = effects_[index].holdings[at];
  holding.changed = true;
  holding.set_own_change(std::nullopt);
}

const engine::Change& History::change_at(EffectIndex effect,
                                         std::optional<LocalReplica> replica) const {
  const EffectEntry& entry = effects_[effect];
  const engine::Change* own = replica ? entry.holdings[*replica].own_change() : nullptr;
  return own != nullptr ? *own : *entry.change;
}

bool History::is_sent_everywhere(const EffectEntry& effect) const {
  return !deployment_.is_replicated ||
         deployment_.is_replicated(operations_[effect.operation].command);
}

bool History::sent_again(OperationIndex operation) const {
  const Instant invoked = operations_[operation].invoked;
  return std::any_of(disturbances_.begin(), disturbances_.end(), [&](const Disturbed& each) {
    return std::holds_alternative<ClientsRetry>(each.what) && (!each.to || *each.to >= invoked);
  });
}

// Effects travel, but for one that changed nothing at its origin; command text always travels.
bool History::travels(const EffectEntry& effect) const {
  return effect.change.has_value() || deployment_.arbitration == engine::Arbitration::kArrivalOrder;
}

void History::hold(EffectIndex index, LocalReplica at, Instant now) {
  EffectEntry& effect = effects_[index];
  Holding& holding = effect.holdings[at];
  if (holding.held()) return;
  holding.begin(position_, now);
  if (planted(PlantedBug::kSetHashIgnoresAKey) && effect.key == 0) return;
  if (travels(effect))
    keys_[effect.key].applied_sets[at] += effect_hash(effect.operation, effect.unit);
}

void History::drop(EffectIndex index, LocalReplica at, Instant now) {
  EffectEntry& effect = effects_[index];
  Holding& holding = effect.holdings[at];
  if (!holding.held()) return;
  holding.end(position_, now);
  ++keys_[effect.key].revisions;
  if (planted(PlantedBug::kSetHashIgnoresAKey) && effect.key == 0) return;
  if (travels(effect))
    keys_[effect.key].applied_sets[at] -= effect_hash(effect.operation, effect.unit);
}

void History::restarted(ProcessId replica, Instant now) {
  dead_.erase(replica);
  for (KeyEntry& key : keys_)
    if (key.served_by(replica)) count_difference(key, now);
}

void History::crashed(ProcessId replica, Instant now) {
  ++position_;
  dead_.insert(replica);
  forget(replica, now);
}

void History::forget(ProcessId replica, Instant now) {
  metadata_.forget(replica);
  tombstones_.forget(replica);
  for (KeyEntry& key : keys_) {
    if (const auto local = key.served_by(replica)) forget(key, *local, now);
  }
}

void History::forget(KeyEntry& key, LocalReplica replica, Instant now) {
  if (!planted(PlantedBug::kCrashForgetsNothing))
    for (const EffectIndex effect : key.effects) drop(effect, replica, now);
  key.digests[replica] = Hash128{};
  count_difference(key, now);
}

void History::digested(const Where& where, const observation::Digest& digest) {
  KeyEntry& key = keys_[key_of(digest.key)];
  const auto local = key.served_by(where.process);
  if (!local) return;  // a stray copy, as above
  key.digests[*local] = digest.digest;
  count_difference(key, where.now);
}

void History::showed(const Where& where, const observation::Contents& shown) {
  const KeyIndex* known = key_indexes_.find(shown.key);
  if (known == nullptr) return;
  KeyEntry& key = keys_[*known];
  const auto local = key.served_by(where.process);
  if (!local) return;
  FinalContents& here = key.contents[*local].emplace(FinalContents{nullptr, where.wall});
  if (!shown.content) return;
  for (const std::optional<FinalContents>& other : key.contents)
    if (other && other->content && *other->content == *shown.content) {
      here.content = other->content;
      return;
    }
  here.content = std::make_shared<const engine::PlainKey>(*shown.content);
}

void History::Kept::count(ProcessId replica, std::uint64_t amount) {
  std::uint64_t& known = now[replica];
  total += amount - known;
  known = amount;
  peak = std::max(peak.value_or(0), total);
  lately = std::max(lately, total);
}

void History::Kept::forget(ProcessId replica) {
  if (now.contains(replica)) count(replica, 0);
}

void History::count_difference(KeyEntry& key, Instant now) {
  const Hash128* first = nullptr;
  bool differs = false;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (dead(key, r)) continue;
    if (first == nullptr) first = &key.digests[r];
    differs |= key.digests[r] != *first;
  }
  if (pairs_ && (differs || key.differs))
    pairs_->change(index_of(key), differs ? differing_pairs(key) : PairDivergence::Pairs(), now);
  if (differs == key.differs) return;
  key.differs = differs;
  differing_keys_.change(differs, now);
}

void History::close(Instant now) {
  differing_keys_.close(now);
  if (pairs_) pairs_->close(now);
  for (EffectIndex i = 0; i < effects_.size(); ++i) {
    set_home(i);
    EffectEntry& effect = effects_[i];
    effect.changed = effect.holdings[effect.home].changed;
  }
}

bool History::anybody_left() const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const KeyEntry& key) {
    return std::any_of(key.holders.begin(), key.holders.end(), in_core_);
  });
}

bool History::seen(EffectIndex u, EffectIndex v) const {
  const EffectEntry& earlier = effects_[u];
  const EffectEntry& later = effects_[v];
  if (earlier.key != later.key || later.executed_at == kNever) return false;
  // One command's effects on a key run in order, the deletion of an expired key first.
  if (earlier.operation == later.operation && !earlier.unasked() && !later.unasked())
    return !later.implied() && (earlier.implied() || earlier.unit < later.unit);
  return earlier.holdings[later.home].held_at(later.executed_at);
}

bool History::saw(EffectIndex v, EffectIndex u) const {
  if (seen(u, v)) return true;
  // No client asks for an eviction, so it comes in nobody's session.
  if (effects_[u].eviction() || effects_[v].eviction()) return false;
  const OperationIndex earlier = effects_[u].operation;
  const OperationIndex later = effects_[v].operation;
  const OperationEntry& one = operations_[earlier];
  const OperationEntry& other = operations_[later];
  return one.client == other.client &&
         std::tie(one.invoked, earlier) < std::tie(other.invoked, later);
}

}  // namespace faultline::sim
