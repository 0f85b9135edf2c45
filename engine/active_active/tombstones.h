// The deleted keys of a shard: for each key whose last value a removal took an entry, kept until
// every member has observed the removal, as the real one keeps it (AA/develop/develop-for-aa.md:
// crdt_gc_pending). What clients see does not hang on it: a dot that a context covers and that is
// absent has been removed. A key that has a value again is not deleted any more.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/active_active/update.h"

namespace faultline::engine::active_active {

struct Tombstone {
  VersionVector observed;            // what the removal's origin had applied of the slot, with it
  std::optional<EffectRef> removal;  // none: a snapshot told of it
};

class Tombstones {
 public:
  using OfSlot = std::map<Bytes, Tombstone>;

  void put(Slot slot, const Bytes& key, Tombstone tombstone);
  void erase(Slot slot, const Bytes& key);
  void drop(Slot slot);
  // Others may keep tombstones with all this, also where none is kept here: the key may never have
  // been shown here, or its tombstone is gone already.
  void expect(Slot slot, const VersionVector& observed) { expected_[slot].join(observed); }
  [[nodiscard]] const VersionVector& expected(Slot slot) const;
  [[nodiscard]] const std::map<Slot, OfSlot>& slots() const { return slots_; }
  // Null: none.
  [[nodiscard]] const OfSlot* of(Slot slot) const;
  [[nodiscard]] std::size_t count() const { return count_; }
  // What they take, keys too.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::map<Slot, OfSlot> slots_;
  std::map<Slot, VersionVector> expected_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace faultline::engine::active_active
