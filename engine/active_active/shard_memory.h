// The memory of one shard against its limit: which commands it refuses, what it evicts, and when it
// is out of memory. Sizes in bytes, by SlotStore::used_bytes. Basis, where nothing else is said:
// documented (redis/docs: operate/rs/databases/memory-performance/eviction-policy.md and
// memory-limit.md; shared active_active/rules.md, Eviction, memory).
//
// Effects of other members cannot be refused by an error: a shard that they bring above its limit
// is out of memory. It takes no more of them and answers no client until it has room again.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/active_active/eviction_candidates.h"
#include "engine/active_active/slot_store.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {

// Eviction begins at this part of the limit. Documented too: heuristics may delay it up to the
// limit; they are not known and not modelled.
inline constexpr std::int64_t kEvictionPercent = 80;
// A shard that was out of memory has room again below this part (basis: chosen; a little below the
// limit, so that the next effect does not fill it).
inline constexpr std::int64_t kRoomPercent = 95;

struct MemoryLimit {
  std::int64_t bytes = 0;  // of the shard; 0: no limit
  EvictionPolicy eviction;
  // Clients' writes are refused above the limit minus this percentage; 0: above the limit.
  std::int64_t replication_oom_percent = 0;
  bool auto_unlatch = true;

  [[nodiscard]] bool evicts() const { return bytes > 0 && eviction.order != EvictionOrder::kNone; }
  [[nodiscard]] std::int64_t percent(std::int64_t part) const {
    return bytes / 100 * part + bytes % 100 * part / 100;
  }
};

class ShardMemory {
 public:
  explicit ShardMemory(const MemoryLimit& limit);

  // The error that a client's command gets; none: it may run.
  [[nodiscard]] std::optional<Reply> refuse(const Arguments& command, const SlotStore& store,
                                            Outputs& outputs) const;
  // Before a client's command runs: which keys it accesses.
  void accessed(const Arguments& command, const StepContext& context);
  // What the store has changed, at the latest at the end of a step. `accessed`: by other members,
  // whose writes count as accesses here (basis: chosen).
  void note_changes(SlotStore& store, bool accessed, const StepContext& context);
  // The key to evict next; none: enough room, or no key that the policy allows.
  [[nodiscard]] std::optional<Bytes> next_victim(SlotStore& store, const StepContext& context);

  // Whether an effect of another member can be taken; else the shard is out of memory from now on.
  [[nodiscard]] bool takes_effects(const SlotStore& store, Outputs& outputs);
  // Lets a shard that has room again out of that state; at the end of a step.
  void unlatch(const SlotStore& store);
  [[nodiscard]] bool out_of_memory() const { return out_of_memory_; }
  void describe(const SlotStore& store, const WaitsFor& wait) const;

 private:
  [[nodiscard]] bool above(const SlotStore& store, std::int64_t percent) const {
    return static_cast<std::int64_t>(store.used_bytes()) > limit_.percent(percent);
  }

  MemoryLimit limit_;
  std::optional<EvictionCandidates> candidates_;  // where the policy evicts
  bool out_of_memory_ = false;
};

}  // namespace faultline::engine::active_active
