// Which key a shard evicts: Redis's sampled approximation. Of maxmemory-samples keys the best goes
// into a pool that is kept from time to time, and the best of the pool is evicted (Redis 7.0,
// evict.c). LRU goes by the monotonic time of the last access; LFU by Redis's logarithmic counter,
// here in integers. Every draw is the caller's. Keys are those that have a value, expired or not;
// volatile-* takes only those with a deadline.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/dictionary.h"
#include "engine/base/prng.h"
#include "engine/base/time.h"

namespace faultline::engine::active_active {

enum class EvictionOrder : std::uint8_t { kNone, kLru, kLfu, kRandom, kTtl };

struct EvictionPolicy {
  std::string_view name;  // as Redis names it
  EvictionOrder order = EvictionOrder::kNone;
  bool volatile_only = false;
};
// All, "noeviction" first.
[[nodiscard]] const std::vector<EvictionPolicy>& eviction_policies();
[[nodiscard]] const EvictionPolicy& eviction_policy(std::string_view name);

// Redis's defaults: maxmemory-samples, EVPOOL_SIZE; lfu-log-factor, lfu-decay-time, LFU_INIT_VAL.
inline constexpr std::size_t kEvictionSamples = 5;
inline constexpr std::size_t kEvictionPool = 16;
inline constexpr std::uint64_t kLfuLogFactor = 10;
inline constexpr Duration kLfuDecayTime = std::chrono::minutes(1);
inline constexpr std::uint8_t kLfuFirst = 5;
inline constexpr std::uint8_t kLfuMost = 255;

class EvictionCandidates {
 public:
  explicit EvictionCandidates(EvictionPolicy policy) : policy_(policy) {}

  // The key has a value, and that deadline. Not an access, but the first of a new key.
  void put(const Bytes& key, std::optional<WallTime> expires_at, MonotonicTime now);
  void remove(const Bytes& key);
  // The key was read or written, if there is one.
  void access(const Bytes& key, MonotonicTime now, Prng& random);
  // None: no key that the policy allows. The key stays until it is removed.
  [[nodiscard]] std::optional<Bytes> choose(MonotonicTime now, Prng& random);

  [[nodiscard]] bool empty() const { return keys_.empty(); }
  // For tests: Redis's OBJECT FREQ.
  [[nodiscard]] std::optional<std::uint8_t> frequency(const Bytes& key, MonotonicTime now) const;

 private:
  struct Access {
    std::size_t place = 0;  // in keys_; kNowhere: the policy does not allow it
    std::optional<WallTime> expires_at{};
    MonotonicTime last{};
    std::uint8_t frequency = kLfuFirst;
  };
  struct Pooled {
    Bytes key;
    std::int64_t score = 0;
  };
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  [[nodiscard]] static std::uint8_t decayed(const Access& access, MonotonicTime now);
  // The greater, the better to evict.
  [[nodiscard]] std::int64_t score(const Access& access, MonotonicTime now) const;
  void allow(const Bytes& key, Access& access);
  void disallow(Access& access);
  void fill_pool(MonotonicTime now, Prng& random);

  EvictionPolicy policy_;
  Dictionary<Access> accesses_;
  std::vector<Bytes> keys_;   // that the policy allows, to draw from
  std::vector<Pooled> pool_;  // by score, the best last
};

}  // namespace faultline::engine::active_active
