#include "engine/active_active/tombstones.h"

namespace faultline::engine::active_active {
namespace {

std::size_t size_of(const Bytes& key, const Tombstone& tombstone) {
  return key.size() + tombstone.observed.entries().size() * sizeof(Dot);
}

}  // namespace

void Tombstones::put(Slot slot, const Bytes& key, Tombstone tombstone) {
  erase(slot, key);
  ++count_;
  bytes_ += size_of(key, tombstone);
  slots_[slot].emplace(key, std::move(tombstone));
}

void Tombstones::erase(Slot slot, const Bytes& key) {
  const auto keys = slots_.find(slot);
  if (keys == slots_.end()) return;
  const auto found = keys->second.find(key);
  if (found == keys->second.end()) return;
  --count_;
  bytes_ -= size_of(key, found->second);
  keys->second.erase(found);
  if (keys->second.empty()) slots_.erase(keys);
}

void Tombstones::drop(Slot slot) {
  expected_.erase(slot);
  const auto keys = slots_.find(slot);
  if (keys == slots_.end()) return;
  count_ -= keys->second.size();
  for (const auto& [key, tombstone] : keys->second) bytes_ -= size_of(key, tombstone);
  slots_.erase(keys);
}

const VersionVector& Tombstones::expected(Slot slot) const {
  static const VersionVector kNothing;
  const auto found = expected_.find(slot);
  return found == expected_.end() ? kNothing : found->second;
}

const Tombstones::OfSlot* Tombstones::of(Slot slot) const {
  const auto found = slots_.find(slot);
  return found == slots_.end() ? nullptr : &found->second;
}

}  // namespace faultline::engine::active_active
