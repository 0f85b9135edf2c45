// The keys of one shard, and the one rule that tells the engines apart: how effects on a key
// combine. prepare() at the origin is const and separate from apply(): the origin takes the same
// path as everyone else. Order relied on: per (slot, source) effects are applied in the order of
// their dots without gaps; nothing is assumed between sources.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/active_active/tombstones.h"
#include "engine/active_active/update.h"
#include "engine/base/hash.h"
#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine::active_active {

// What a key takes beside its name, value and metadata. Basis: chosen; about what Redis 7.0 needs
// for an entry of its table, an object and the heads of two strings.
inline constexpr std::size_t kKeyBytes = 64;

// What applying an update tells besides the new state.
struct ApplyReport {
  std::vector<Bytes> keys;      // of each effect, in order
  bool removal_waited = false;  // a removal arrived before an addition that it removes
};

class Keyspace {
 public:
  virtual ~Keyspace() = default;

  // The keys at a wall time; valid until the next change of the key space.
  [[nodiscard]] virtual std::unique_ptr<KeyspaceView> view(WallTime now) const = 0;

  // The payload of the update that a command's effects make. `context`: all that this replica has
  // applied of the slot.
  [[nodiscard]] virtual Bytes prepare(Slot slot, std::span<const Effect> effects, Dot first,
                                      WallTime wall, const VersionVector& context) const = 0;
  // `context_before`: what this replica had applied of the slot before this update.
  virtual ApplyReport apply(const Update& update, const VersionVector& context_before) = 0;
  // Drops what waited for effects that `context` now covers.
  virtual void settle(Slot slot, const VersionVector& context) = 0;

  [[nodiscard]] virtual Bytes snapshot(Slot slot) const = 0;
  // Joins the state of another replica; `mine` and `theirs` are the contexts of both. Returns the
  // keys that it may have changed. settle() with the joined context follows.
  virtual std::vector<Bytes> merge(Slot slot, const Bytes& snapshot, const VersionVector& mine,
                                   const VersionVector& theirs) = 0;

  // Forgets the slot; returns its keys.
  virtual std::vector<Bytes> drop(Slot slot) = 0;

  // Equal at all replicas that applied the same effects, in whatever order; zero for no key.
  [[nodiscard]] virtual Hash128 digest(const Bytes& key) const = 0;
  // What a client sees.
  [[nodiscard]] virtual std::optional<PlainKey> plain_key(const Bytes& key, WallTime now) const = 0;
  // When the next key expires that this member is to delete then; none: never.
  [[nodiscard]] virtual std::optional<WallTime> next_deadline(MemberId /*self*/) const {
    return std::nullopt;
  }
  struct Expired {
    Bytes key;
    Opaque<OperationId> set_by;  // the operation that set the deadline
  };
  // The expired keys that this member is to delete, being the one whose deadline stands.
  [[nodiscard]] virtual std::vector<Expired> expired(MemberId /*self*/, WallTime /*now*/) const {
    return {};
  }
  // Its deleted keys; null: it keeps no account of them.
  [[nodiscard]] virtual const Tombstones* tombstones() const { return nullptr; }
  virtual void drop_tombstone(Slot /*slot*/, const Bytes& /*key*/) {}
  // What is kept besides the values themselves; the cost of asking does not grow with the keys.
  [[nodiscard]] virtual std::size_t metadata_bytes() const = 0;
  // What the keys that have a value take, expired or not, but for metadata: names, values and
  // kKeyBytes each. An estimate that is the same on every platform, and as cheap to ask.
  [[nodiscard]] virtual std::size_t value_bytes() const = 0;
  // Of a key that has a value, expired or not; none: no key.
  struct Stored {
    std::optional<WallTime> expires_at;  // none: never
  };
  [[nodiscard]] virtual std::optional<Stored> stored(const Bytes& key) const = 0;
  // The range of what counters may show, in bits with the sign.
  [[nodiscard]] virtual int counter_bits() const { return kCounterBits; }
};

}  // namespace faultline::engine::active_active
