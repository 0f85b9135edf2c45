// The keys of one plain Redis: one value of one type a key and when it expires, changes applied in
// the order they come, deadlines looked at by whoever reads.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/dictionary.h"
#include "engine/base/hash.h"
#include "engine/base/time.h"
#include "engine/datatypes/change.h"

namespace faultline::engine {

// What plain Redis keeps under a key.
struct PlainKey {
  PlainValue value;
  std::optional<WallTime> expires_at{};  // none: never
  friend bool operator==(const PlainKey&, const PlainKey&) = default;
  static constexpr auto fields() { return std::tuple{&PlainKey::value, &PlainKey::expires_at}; }
};

// Applies a change; an empty result is no key. A change of another type than the value's does not
// come: the handlers answer WRONGTYPE first.
void apply_plain(std::optional<PlainKey>& key, const Change& change);
// Deadlines count milliseconds, and a key lives through the millisecond of its deadline, as in
// Redis.
[[nodiscard]] bool has_passed(const std::optional<WallTime>& deadline, WallTime now);
// What a client sees of it; null: no such key.
[[nodiscard]] std::optional<PlainKey> visible(const PlainKey* key, WallTime now);
// What a client reads of the value, part by part, for people.
[[nodiscard]] std::vector<Bytes> parts_of(const PlainValue& value);
// Zero where there is no key (null), here and in every other digest of a key.
[[nodiscard]] Hash128 digest_of(const PlainKey* key);
// The same whenever deadlines pass, if only there is one: replicas that run a command with a TTL
// each by their own clock hold deadlines that differ a little.
[[nodiscard]] Hash128 digest_but_for_deadlines(const PlainKey* key);

class PlainKeyspace {
 public:
  // Null: no such key. An expired key is still here until somebody deletes it.
  [[nodiscard]] const PlainKey* find(const Bytes& key) const;
  void apply(const Bytes& key, const Change& change);
  void put(const Bytes& key, std::optional<PlainKey> content);
  [[nodiscard]] const Dictionary<PlainKey>& keys() const { return keys_; }
  static constexpr auto fields() { return std::tuple{&PlainKeyspace::keys_}; }

 private:
  Dictionary<PlainKey> keys_;
};

// What a client sees at `now` of keys that are kept as plain ones, and that nobody changes while it
// looks.
class PlainKeysView : public KeyspaceView {
 public:
  explicit PlainKeysView(WallTime now) : now_(now) {}
  [[nodiscard]] AnyReader find(const Bytes& key) const final;
  [[nodiscard]] std::optional<WallTime> expires_at(const Bytes& key) const final;
  [[nodiscard]] bool has_remains(const Bytes& key) const final;

 protected:
  // Expired or not; null: no such key.
  [[nodiscard]] virtual const PlainKey* content(const Bytes& key) const = 0;
  [[nodiscard]] const PlainKey* shown(const Bytes& key) const;
  [[nodiscard]] WallTime now() const { return now_; }

 private:
  // The content, remembered: a command looks at few keys, and often.
  [[nodiscard]] const PlainKey* remembered(const Bytes& key) const;

  WallTime now_;
  mutable std::optional<Bytes> last_key_;
  mutable const PlainKey* last_ = nullptr;
};

class PlainView final : public PlainKeysView {
 public:
  PlainView(const PlainKeyspace& keyspace, WallTime now)
      : PlainKeysView(now), keyspace_(keyspace) {}
  [[nodiscard]] std::vector<Bytes> keys() const override;

 private:
  [[nodiscard]] const PlainKey* content(const Bytes& key) const override {
    return keyspace_.find(key);
  }
  const PlainKeyspace& keyspace_;
};

}  // namespace faultline::engine
