#include "engine/active_active/shard_memory.h"

#include <string>

#include "engine/base/planted.h"
#include "engine/commands/memory_flags.h"

namespace faultline::engine::active_active {
namespace {

// The documents say that it stops answering clients. Here they get an error, which says that the
// command has not run (basis: chosen).
Reply out_of_sync_error() {
  return error_reply("OOM this instance is out of memory and not in sync with the others");
}

std::int64_t eviction_percent() {
  constexpr std::int64_t kTooLate = 120;
  return planted(PlantedBug::kEvictsTooLate) ? kTooLate : kEvictionPercent;
}

}  // namespace

ShardMemory::ShardMemory(const MemoryLimit& limit) : limit_(limit) {
  if (limit.evicts()) candidates_.emplace(limit.eviction);
}

std::optional<Reply> ShardMemory::refuse(const Arguments& command, const SlotStore& store,
                                         Outputs& outputs) const {
  if (out_of_memory_) return out_of_sync_error();
  if (limit_.bytes == 0 || !denied_out_of_memory(command) || engine::refuse(command))
    return std::nullopt;
  if (above(store, 100)) {
    outputs.observe(observation::Mark{"write_refused_for_memory"});
    return out_of_memory_error();
  }
  if (!above(store, 100 - limit_.replication_oom_percent)) return std::nullopt;
  outputs.observe(observation::Mark{"replication_oom_blocked_clients"});
  return out_of_memory_error();
}

void ShardMemory::accessed(const Arguments& command, const StepContext& context) {
  if (!candidates_) return;
  for (const Bytes& key : accessed_keys(command))
    candidates_->access(key, context.monotonic, context.random);
}

void ShardMemory::note_changes(SlotStore& store, bool accessed, const StepContext& context) {
  if (!candidates_) return;
  for (const Bytes& key : store.take_changes()) {
    const auto stored = store.keyspace().stored(key);
    if (accessed && stored) candidates_->access(key, context.monotonic, context.random);
    if (stored)
      candidates_->put(key, stored->expires_at, context.monotonic);
    else
      candidates_->remove(key);
  }
}

std::optional<Bytes> ShardMemory::next_victim(SlotStore& store, const StepContext& context) {
  if (!candidates_ || !above(store, eviction_percent())) return std::nullopt;
  note_changes(store, false, context);
  return candidates_->choose(context.monotonic, context.random);
}

// While there is something to evict, what an effect takes is freed by evicting.
bool ShardMemory::takes_effects(const SlotStore& store, Outputs& outputs) {
  if (limit_.bytes == 0) return true;
  if (!out_of_memory_ && above(store, 100) && (!candidates_ || candidates_->empty())) {
    out_of_memory_ = true;
    outputs.observe(observation::Mark{"member_out_of_memory"});
  }
  return !out_of_memory_;
}

void ShardMemory::unlatch(const SlotStore& store) {
  if (out_of_memory_ && limit_.auto_unlatch && !above(store, kRoomPercent)) out_of_memory_ = false;
}

void ShardMemory::describe(const SlotStore& store, const WaitsFor& wait) const {
  if (!out_of_memory_) return;
  wait("out of memory: " + std::to_string(store.used_bytes()) + " bytes of " +
       std::to_string(limit_.bytes) + "; takes no effects and answers no client");
}

}  // namespace faultline::engine::active_active
