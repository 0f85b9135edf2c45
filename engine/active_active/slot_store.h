// The slots of one shard: the key space, and per touched slot the causal context of everything that
// was applied. All effects come in here: a command's own, those of other members, merged snapshots
// and what a restart reads back; here they are filtered and observed.
//
// Delivery is in order per (slot, source), not causal: number = last + 1 is applied, <= last is
// filtered, anything else is a gap (shared design, section 5).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/active_active/keyspace.h"
#include "engine/active_active/messages.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

class SlotStore {
 public:
  explicit SlotStore(std::unique_ptr<Keyspace> keyspace) : keyspace_(std::move(keyspace)) {}

  struct Execution {
    Reply reply;
    std::optional<Update> update;  // applied already
  };
  // Runs a command of a client; its effects get the next dots of `own`.
  Execution execute(const Request& request, Source own, WallTime wall, Prng& random,
                    Outputs& outputs);
  // Deletes the expired keys whose deadline stands as one of `own`; each is an update, applied
  // already.
  std::vector<Update> expire(Source own, WallTime wall, Outputs& outputs);

  // Deletes the key on account of `effect`; the update is applied already.
  Update remove(const Bytes& key, const EffectRef& effect, Source own, WallTime wall,
                Outputs& outputs);

  enum class Delivery { kApplied, kDuplicate, kGap };
  Delivery deliver(const Update& update, observation::How how, Outputs& outputs);
  // Returns how many keys it touched.
  std::size_t merge(const SlotSnapshot& snapshot, Outputs& outputs);
  // Forgets all of it: another shard has it now.
  void drop(Slot slot);
  // Drops the deleted keys of the slot whose removal every member has observed.
  void purge(Slot slot, const std::function<bool(const VersionVector&)>& observed_by_all,
             Outputs& outputs);
  [[nodiscard]] SlotSnapshot snapshot(Slot slot, SnapshotId id, Outputs& outputs) const;

  [[nodiscard]] const VersionVector& context(Slot slot) const;
  [[nodiscard]] const Contexts& contexts() const { return contexts_; }
  [[nodiscard]] const Keyspace& keyspace() const { return *keyspace_; }
  // What a limit of memory is about: an estimate that is the same on every platform.
  [[nodiscard]] std::size_t used_bytes() const {
    return keyspace_->value_bytes() + metadata_bytes();
  }
  // From now on, which keys change is remembered until somebody takes it.
  void remember_changes() { remembers_changes_ = true; }
  [[nodiscard]] std::vector<Bytes> take_changes() { return std::exchange(changes_, {}); }

  // Digests of the keys that were touched since the last call, and what is kept besides values if
  // that has changed.
  void observe_state(Outputs& outputs);

 private:
  [[nodiscard]] std::size_t metadata_bytes() const {
    return keyspace_->metadata_bytes() + context_entries_ * sizeof(Dot);
  }
  // Gives the effects their dots.
  void stamp_and_apply(Update& update, const Effects& effects, Source own, WallTime stamp,
                       Outputs& outputs);
  ApplyReport apply(const Update& update, Outputs& outputs);
  // `entries_before`: in the context of the slot.
  void changed(Slot slot, std::size_t entries_before, const std::vector<Bytes>& keys,
               const Outputs& outputs);

  std::unique_ptr<Keyspace> keyspace_;
  Contexts contexts_;
  std::set<Bytes> touched_;
  bool remembers_changes_ = false;
  std::vector<Bytes> changes_;
  std::size_t context_entries_ = 0;  // over all slots
  std::optional<observation::Metadata> observed_metadata_;
};

}  // namespace faultline::engine::active_active
