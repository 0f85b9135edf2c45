// What a shard does for its syncer: it says what it holds, and takes what other members did, as
// long as there is memory; and how it makes room.
#include <algorithm>
#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/active_active/shard.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void Shard::evict(Opaque<OperationId> cause, const StepContext& context, Outputs& outputs) {
  // No write is taken, not even one's own; or it may be of slots that leave, which is soon over.
  if (joining_ || frozen_ || context.disk_full()) return;
  const EffectRef effect{cause, eviction_unit(config_.member)};
  while (const auto victim = memory_.next_victim(store_, context)) {
    FL_ASSERT(owns(slot_of(*victim)), "what has left is no candidate");
    outputs.occupy(kShardCommandTime);
    record(store_.remove(*victim, effect, own_, wall_of(context), outputs), outputs);
    outputs.observe(observation::Mark{"key_evicted"});
    // By a stamp that is older than the key's, with last-write-wins: it would not go now.
    if (store_.keyspace().stored(*victim)) return;
  }
}

// What a member deletes by itself takes no memory, and its operation has evicted what it had to.
void Shard::evict_for(const EffectRef& effect, const StepContext& context, Outputs& outputs) {
  if (effect.unit != kExpiryUnit && !is_eviction(effect.unit))
    evict(effect.operation, context, outputs);
}

void Shard::handle(ConnectionId from, const AskContexts& ask, Outputs& outputs) {
  if (memory_.out_of_memory())
    return outputs.send(from, encode(FromLocalShard(OutOfMemory{ask.ticket})));
  pullers_.insert(from);
  if (store_.keyspace().tombstones() != nullptr)
    outputs.send(from, encode(FromLocalShard(Observed{ask.ticket, config_.member, slots_,
                                                      within(garbage_.durable(), ask.slots)})));
  LocalContexts answer{ask.ticket, {}, within(store_.contexts(), ask.slots), joining_};
  for (const SlotRange& range : slots_) answer.shards.push_back({range, own_.incarnation});
  if (planted(PlantedBug::kVectorsOfShardsJoined))
    for (auto& [slot, context] : answer.contexts)
      for (const auto& [other, more] : store_.contexts()) context.join(more);
  outputs.send(from, encode(FromLocalShard(std::move(answer))));
}

void Shard::handle(ConnectionId from, const Deliver& delivery, const StepContext& context,
                   Outputs& outputs) {
  // Whoever sent that does not know yet where slots went, and begins anew.
  const auto elsewhere = [&](const auto& each) { return !owns(each.slot); };
  if (std::any_of(delivery.snapshots.begin(), delivery.snapshots.end(), elsewhere) ||
      std::any_of(delivery.updates.begin(), delivery.updates.end(), elsewhere)) {
    outputs.close(from);
    return closed(from);
  }
  Delivered answer{delivery.ticket, {}};
  bool taken = true;
  for (const SlotSnapshot& snapshot : delivery.snapshots)
    taken = taken && deliver(snapshot, context, outputs);
  for (const Update& update : delivery.updates)
    taken = taken && deliver(update, answer, context, outputs);
  if (taken || planted(PlantedBug::kFullShardDropsEffects))
    outputs.send(from, encode(FromLocalShard(std::move(answer))));
  else
    outputs.send(from, encode(FromLocalShard(OutOfMemory{delivery.ticket})));
  if (planted(PlantedBug::kUnsyncedReported)) report_durable(outputs);
}

bool Shard::deliver(const SlotSnapshot& snapshot, const StepContext& context, Outputs& outputs) {
  if (!memory_.takes_effects(store_, outputs)) return false;
  const std::size_t keys = store_.merge(snapshot, outputs);
  outputs.occupy(kShardMergedKeyTime * static_cast<std::int64_t>(keys));
  log(snapshot, outputs);
  garbage_.changed(snapshot.slot);
  outputs.observe(observation::Mark{"full_sync_merged"});
  source_->slot_merged(snapshot.slot, store_, outputs);
  memory_.note_changes(store_, true, context);
  return true;
}

bool Shard::deliver(const Update& update, Delivered& answer, const StepContext& context,
                    Outputs& outputs) {
  if (!memory_.takes_effects(store_, outputs)) return false;
  outputs.occupy(kShardUpdateTime);
  if (rejects(update, outputs)) return true;
  switch (store_.deliver(update, observation::How::kReplicated, outputs)) {
    case SlotStore::Delivery::kApplied:
      record(update, outputs);
      source_->update_applied(update, store_, outputs);
      memory_.note_changes(store_, true, context);
      evict_for(update.effects.front(), context, outputs);
      break;
    case SlotStore::Delivery::kDuplicate:
      outputs.observe(observation::Mark{"duplicate_filtered"});
      break;
    case SlotStore::Delivery::kGap:
      outputs.observe(observation::Mark{"gap_full_sync"});
      answer.gaps.push_back(update.slot);
      break;
  }
  return true;
}

}  // namespace faultline::engine::active_active
