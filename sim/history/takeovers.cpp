// How the history follows a replica whose keys pass from one process to another: a promoted
// standby, a shard that slots move to.
#include "sim/history/history.h"

namespace faultline::sim {

using engine::Bytes;
using engine::Instant;
using engine::ProcessId;
namespace observation = engine::observation;

std::uint32_t History::copy_of(ProcessId process) const {
  return deployment_.copy_of ? deployment_.copy_of(process) : process.value();
}

std::optional<Instant> History::replaced_at(const KeyEntry& key, ProcessId process) const {
  const auto local = key.of_copy(copy_of(process));
  if (!local || key.holders[*local] == process) return std::nullopt;
  return key.held_since[*local];
}

bool History::removed(engine::DatacenterId datacenter, Instant at) const {
  std::set<engine::HostId> away;
  for (const Disturbed& each : disturbances_) {
    const auto* departed = std::get_if<Departed>(&each.what);
    if (departed != nullptr && each.from <= at && (!each.to || *each.to > at))
      away.insert(departed->hosts.begin(), departed->hosts.end());
  }
  for (std::uint32_t i = 0; i < places_.hosts.size(); ++i)
    if (places_.hosts[i].datacenter == datacenter && !away.contains(engine::HostId(i)))
      return false;
  return true;
}

bool History::covers(const observation::TookOver& slots, const Bytes& key) const {
  const std::uint16_t slot = deployment_.slot_of(key);
  return slots.first_slot <= slot && slot <= slots.last_slot;
}

void History::took_over(const Where& where, const observation::TookOver& slots) {
  takeovers_.push_back({where.process, where.now, slots});
  for (KeyEntry& key : keys_) {
    const auto local = key.of_copy(copy_of(where.process));
    if (!local || !covers(slots, key.name)) continue;
    key.holders[*local] = where.process;
    key.held_since[*local] = where.now;
    forget(key, *local, where.now);
  }
}

// A stray copy on a node that does not own the key; or the replica is another process's by now, and
// nobody knows any more what this one had seen.
void History::applied_elsewhere(const Where& where, const observation::Applied& applied) {
  KeyEntry& key = keys_[key_of(applied.key)];
  if (replaced_at(key, where.process)) key.ran_again = true;
  if (!applied.change) return;
  EffectEntry& effect = effects_[effect_of(where, applied)];
  if (!key.ran_again) effect.misplaced = true;
  if (effect.change) return;
  effect.change = applied.change;
  effect.stamp = applied.stamp;
  effect.member = applied.member;
}

}  // namespace faultline::sim
