// The key space of Active-Active: a key holds conflict-free values (normally of one type; of
// several after concurrent writes of different types, then the first in DataTypes shows).
//
// A Write or DEL takes what its origin had seen of the slot, not only the keys' older values, so it
// carries that context. What of it has not arrived here is remembered in the key's `overwritten`
// and annihilated on arrival; the entry goes when the slot's context covers it. Hence the state is
// a function of the set of applied effects: an effect is alive unless an applied one had seen and
// overwritten or removed it. Almeida, Shoker, Baquero 2018, section 7; shared design, section 5.
//
// A key's deadline is apart from its values (engine/datatypes/deadlines.h). Who finds something
// left of a key that clients do not see deletes that before it writes: an expired value, or a
// deadline whose value has gone.
//
// Counters have 59 bits (documented), so that what several members add at once still fits into 64.
#pragma once

#include <map>
#include <set>

#include "engine/active_active/keyspace.h"
#include "engine/datatypes/deadlines.h"

namespace faultline::engine::active_active {

class ConflictFreeKeyspace final : public Keyspace {
 public:
  [[nodiscard]] std::unique_ptr<KeyspaceView> view(WallTime now) const override;
  [[nodiscard]] Bytes prepare(Slot slot, std::span<const Effect> effects, Dot first, WallTime wall,
                              const VersionVector& context) const override;
  ApplyReport apply(const Update& update, const VersionVector& context_before) override;
  void settle(Slot slot, const VersionVector& context) override;
  std::vector<Bytes> drop(Slot slot) override;
  [[nodiscard]] Bytes snapshot(Slot slot) const override;
  std::vector<Bytes> merge(Slot slot, const Bytes& snapshot, const VersionVector& mine,
                           const VersionVector& theirs) override;
  [[nodiscard]] Hash128 digest(const Bytes& key) const override;
  [[nodiscard]] std::optional<PlainKey> plain_key(const Bytes& key, WallTime now) const override;
  [[nodiscard]] std::optional<WallTime> next_deadline(MemberId self) const override;
  [[nodiscard]] std::vector<Expired> expired(MemberId self, WallTime now) const override;
  [[nodiscard]] const Tombstones* tombstones() const override { return &tombstones_; }
  void drop_tombstone(Slot slot, const Bytes& key) override { tombstones_.erase(slot, key); }
  [[nodiscard]] std::size_t metadata_bytes() const override {
    return metadata_bytes_ + tombstones_.bytes();
  }
  [[nodiscard]] std::size_t value_bytes() const override { return value_bytes_; }
  [[nodiscard]] std::optional<Stored> stored(const Bytes& key) const override;
  [[nodiscard]] int counter_bits() const override { return 59; }

 private:
  class View;

  // Who deletes a key when.
  struct Due {
    MemberId owner;
    WallTime at;
    friend bool operator==(const Due&, const Due&) = default;
  };
  struct KeyState {
    std::vector<ReplicatedValue> values;  // at most one a type, in the order of DataTypes
    Deadlines deadlines;
    VersionVector overwritten;      // not arrived, and annihilated on arrival
    std::size_t counted = 0;        // what of metadata_bytes_ is this key's
    std::size_t counted_value = 0;  // … and of value_bytes_
    std::optional<Due> due;         // under which it stands in due_
    static constexpr auto fields() {
      return std::tuple{&KeyState::values, &KeyState::deadlines, &KeyState::overwritten};
    }
    // The value of that type, made if absent.
    ReplicatedValue& value_of_type(std::size_t type);
    [[nodiscard]] const ReplicatedValue* find_type(std::size_t type) const;
    // What clients see but for deadlines; null: no key.
    [[nodiscard]] const ReplicatedValue* shown() const;
    [[nodiscard]] bool is_there(WallTime now) const;
    void forget(const VersionVector& observed);
    void drop_empty_values();
    [[nodiscard]] std::size_t metadata_bytes() const;
    // Without the key's name.
    [[nodiscard]] std::size_t value_bytes() const;
    [[nodiscard]] bool waits() const;
  };
  struct SlotKeys {
    std::map<Bytes, KeyState> keys;
    std::set<Bytes> waiting;  // the keys that wait for effects
  };
  [[nodiscard]] const KeyState* find(const Bytes& key) const;
  static void apply_change(KeyState& state, const Change& change, Arrival arrival,
                           Opaque<OperationId> operation);
  // After each change of a key: counts what it takes, files it under those that wait, or removes it
  // if nothing is left of it. Returns whether it shows a value.
  bool file(SlotKeys& slot, const Bytes& key);
  void note_deadline(KeyState& state, const Bytes& key);

  std::map<Slot, SlotKeys> slots_;
  std::map<MemberId, std::set<std::pair<WallTime, Bytes>>> due_;  // by owner
  Tombstones tombstones_;
  std::size_t metadata_bytes_ = 0;  // tombstones aside
  std::size_t value_bytes_ = 0;
};

}  // namespace faultline::engine::active_active
