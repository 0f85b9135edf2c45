#include "engine/active_active/slot_store.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {
namespace {

Update make_update(const Effects& effects, Opaque<OperationId> operation) {
  Update update;
  update.slot = slot_of(effects.list().front().key);
  update.count = static_cast<std::uint32_t>(effects.list().size());
  for (const Effect& effect : effects.list()) {
    FL_ASSERT(slot_of(effect.key) == update.slot, "the proxy lets no write span slots");
    update.effects.push_back({operation, effect.unit});
  }
  return update;
}

// The effects that no argument names, then each unit that the arguments name, whether it had an
// effect or not.
void observe_units(const Request& request, const Effects& effects, WallTime stamp, MemberId member,
                   Outputs& outputs) {
  observation::Applied applied;
  applied.how = observation::How::kLocal;
  applied.stamp = stamp;
  applied.member = member;
  std::map<std::uint32_t, const Effect*> by_unit;
  for (const Effect& effect : effects.list()) {
    if (effect.unit != kImpliedUnit) {
      by_unit.emplace(effect.unit, &effect);
      continue;
    }
    applied.effect = {request.operation, kImpliedUnit};
    applied.key = effect.key;
    applied.change = effect.change;
    applied.changed = true;
    outputs.observe(applied);
  }
  const CommandKind* kind = find_command(request.command[0].view());
  const std::vector<Unit> units = units_of(*kind, request.command);
  for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
    applied.effect = {request.operation, unit};
    applied.key = units[unit].key;
    applied.changed = effects.changed(unit);
    applied.change.reset();
    if (const auto found = by_unit.find(unit); found != by_unit.end())
      applied.change = found->second->change;
    outputs.observe(applied);
  }
}

}  // namespace

SlotStore::Execution SlotStore::execute(const Request& request, Source own, WallTime wall,
                                        Prng& random, Outputs& outputs) {
  Execution execution;
  Effects effects;
  {
    const auto view = keyspace_->view(wall);
    execution.reply =
        run_command({request.command, *view, wall, effects, random, keyspace_->counter_bits()});
  }
  if (outputs.observed())
    outputs.observe(
        observation::Executed{request.operation.value, execution.reply, request.command});

  const WallTime stamp = stamp_of(wall);
  if (!effects.empty()) {
    execution.update = make_update(effects, request.operation);
    stamp_and_apply(*execution.update, effects, own, stamp, outputs);
  }
  if (outputs.observed() && !execution.reply.is_error())
    observe_units(request, effects, stamp, own.member, outputs);
  return execution;
}

void SlotStore::stamp_and_apply(Update& update, const Effects& effects, Source own, WallTime stamp,
                                Outputs& outputs) {
  const VersionVector& seen = context(update.slot);
  update.first = {own, seen.of(own) + 1};
  update.wall = stamp;
  update.payload = keyspace_->prepare(update.slot, effects.list(), update.first, update.wall, seen);
  apply(update, outputs);
}

std::vector<Update> SlotStore::expire(Source own, WallTime wall, Outputs& outputs) {
  std::vector<Update> updates;
  for (const Keyspace::Expired& expired : keyspace_->expired(own.member, wall)) {
    updates.push_back(remove(expired.key, {expired.set_by, kExpiryUnit}, own, wall, outputs));
    outputs.observe(observation::Mark{"expired_key_deleted"});
  }
  return updates;
}

Update SlotStore::remove(const Bytes& key, const EffectRef& effect, Source own, WallTime wall,
                         Outputs& outputs) {
  Effects effects;
  effects.add(key, effect.unit, Delete{});
  Update update = make_update(effects, effect.operation);
  stamp_and_apply(update, effects, own, stamp_of(wall), outputs);
  if (planted(PlantedBug::kEvictionStaysLocal) && is_eviction(effect.unit))
    update.payload = keyspace_->prepare(update.slot, effects.list(), update.first, update.wall, {});
  observation::Applied applied;
  applied.effect = update.effects.front();
  applied.key = key;
  applied.change = Delete{};
  applied.stamp = update.wall;
  applied.member = own.member;
  outputs.observe(std::move(applied));
  return update;
}

ApplyReport SlotStore::apply(const Update& update, Outputs& outputs) {
  VersionVector& seen = contexts_[update.slot];
  const std::size_t entries = seen.entries().size();
  ApplyReport report = keyspace_->apply(update, seen);
  seen.raise(update.last());
  changed(update.slot, entries, report.keys, outputs);
  return report;
}

SlotStore::Delivery SlotStore::deliver(const Update& update, observation::How how,
                                       Outputs& outputs) {
  const std::uint64_t last = context(update.slot).of(update.first.source);
  const bool twice = planted(PlantedBug::kDuplicateAppliedTwice);
  if (update.last().number <= last && !twice) return Delivery::kDuplicate;
  // Contexts stand between updates, never inside one, so an overlap is a gap too.
  if (update.first.number != last + 1 && !twice) return Delivery::kGap;
  if (planted(PlantedBug::kDeliverySkipsAnUpdate) && last % 8 == 7) {
    contexts_[update.slot].raise(update.last());
    return Delivery::kApplied;
  }
  const ApplyReport report = apply(update, outputs);
  if (!outputs.observed()) return Delivery::kApplied;
  for (std::size_t i = 0; i < update.effects.size(); ++i) {
    observation::Applied applied;
    applied.effect = update.effects[i];
    applied.key = report.keys[i];
    applied.how = how;
    applied.stamp = update.wall;
    applied.member = update.first.source.member;
    outputs.observe(std::move(applied));
  }
  if (how == observation::How::kReplicated) {
    outputs.observe(observation::Mark{"effect_applied_remotely"});
    if (report.removal_waited)
      outputs.observe(observation::Mark{"removal_waited_for_its_addition"});
  }
  return Delivery::kApplied;
}

std::size_t SlotStore::merge(const SlotSnapshot& snapshot, Outputs& outputs) {
  VersionVector& seen = contexts_[snapshot.slot];
  const std::size_t entries = seen.entries().size();
  const std::vector<Bytes> keys =
      keyspace_->merge(snapshot.slot, snapshot.state, seen, snapshot.context);
  seen.join(snapshot.context);
  changed(snapshot.slot, entries, keys, outputs);
  outputs.observe(observation::SnapshotAdopted{snapshot.id.value, observation::Adoption::kMerge});
  return keys.size();
}

void SlotStore::drop(Slot slot) {
  const auto found = contexts_.find(slot);
  if (found == contexts_.end()) return;
  context_entries_ -= found->second.entries().size();
  contexts_.erase(found);
  const std::vector<Bytes> keys = keyspace_->drop(slot);
  if (remembers_changes_) changes_.insert(changes_.end(), keys.begin(), keys.end());
}

void SlotStore::purge(Slot slot, const std::function<bool(const VersionVector&)>& observed_by_all,
                      Outputs& outputs) {
  const Tombstones* tombstones = keyspace_->tombstones();
  const Tombstones::OfSlot* deleted = tombstones == nullptr ? nullptr : tombstones->of(slot);
  if (deleted == nullptr) return;
  for (const auto& [key, tombstone] : Tombstones::OfSlot(*deleted)) {
    if (!observed_by_all(tombstone.observed)) continue;
    FL_ASSERT(context(slot).covers(tombstone.observed), "what is purged was applied in order");
    if (tombstone.removal) outputs.observe(observation::Purged{*tombstone.removal, key});
    outputs.observe(observation::Mark{"tombstone_collected"});
    keyspace_->drop_tombstone(slot, key);
  }
}

SlotSnapshot SlotStore::snapshot(Slot slot, SnapshotId id, Outputs& outputs) const {
  outputs.observe(observation::SnapshotTaken{id, slot});
  return {slot, {id}, context(slot), keyspace_->snapshot(slot)};
}

const VersionVector& SlotStore::context(Slot slot) const {
  static const VersionVector kNothing;
  const auto found = contexts_.find(slot);
  return found == contexts_.end() ? kNothing : found->second;
}

void SlotStore::changed(Slot slot, std::size_t entries_before, const std::vector<Bytes>& keys,
                        const Outputs& outputs) {
  const VersionVector& seen = context(slot);
  context_entries_ += seen.entries().size() - entries_before;
  keyspace_->settle(slot, seen);
  if (outputs.observed()) touched_.insert(keys.begin(), keys.end());
  if (remembers_changes_) changes_.insert(changes_.end(), keys.begin(), keys.end());
}

void SlotStore::observe_state(Outputs& outputs) {
  for (const Bytes& key : touched_)
    outputs.observe(observation::Digest{key, keyspace_->digest(key)});
  touched_.clear();
  observation::Metadata metadata;
  metadata.bytes = metadata_bytes();
  if (const Tombstones* tombstones = keyspace_->tombstones())
    metadata.tombstones = tombstones->count();
  if (observed_metadata_ && observed_metadata_->bytes == metadata.bytes &&
      observed_metadata_->tombstones == metadata.tombstones)
    return;
  observed_metadata_ = metadata;
  outputs.observe(metadata);
}

}  // namespace faultline::engine::active_active
