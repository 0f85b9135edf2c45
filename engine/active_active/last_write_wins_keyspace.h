// The key space of the last_write_wins engine: the same delivery, one rule changed. Every write
// ships the whole resulting value of each key that it touched (none: a tombstone) with the stamp
// (wall, member, dot); the greater stamp wins: later wall, then smaller member, then newer dot. A
// local write whose stamp is below the key's loses at once at home: that is the anomaly to be
// measured. Order does not matter at all: the state of a key is the maximum of what arrived.
// Last-write-wins register: Shapiro et al. 2011, 3.2.1.
#pragma once

#include <map>

#include "engine/active_active/keyspace.h"

namespace faultline::engine::active_active {

class LastWriteWinsKeyspace final : public Keyspace {
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
  [[nodiscard]] std::size_t metadata_bytes() const override {
    return keys_ * (sizeof(WallTime) + sizeof(Dot));
  }
  [[nodiscard]] std::size_t value_bytes() const override { return value_bytes_; }
  [[nodiscard]] std::optional<Stored> stored(const Bytes& key) const override;

 private:
  class View;

  struct KeyState {
    std::optional<PlainKey> content;  // none: a tombstone, kept for its stamp
    WallTime wall{};
    Dot dot;
    std::size_t counted = 0;  // what of value_bytes_ is this key's
    static constexpr auto fields() {
      return std::tuple{&KeyState::content, &KeyState::wall, &KeyState::dot};
    }
    [[nodiscard]] bool beats(const KeyState& other) const;
  };
  using SlotKeys = std::map<Bytes, KeyState>;

  [[nodiscard]] const KeyState* find(const Bytes& key) const;
  void put(SlotKeys& slot, const Bytes& key, KeyState state);
  // Of a key that has this content from now on.
  void count(const Bytes& key, KeyState& state, std::size_t counted_before);

  std::map<Slot, SlotKeys> slots_;
  std::size_t keys_ = 0;  // tombstones too
  std::size_t value_bytes_ = 0;
};

}  // namespace faultline::engine::active_active
