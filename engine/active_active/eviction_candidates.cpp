#include "engine/active_active/eviction_candidates.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace faultline::engine::active_active {

const std::vector<EvictionPolicy>& eviction_policies() {
  using enum EvictionOrder;
  static const std::vector<EvictionPolicy> kPolicies = {
      {"noeviction", kNone, false},       {"allkeys-lru", kLru, false},
      {"allkeys-lfu", kLfu, false},       {"allkeys-random", kRandom, false},
      {"volatile-lru", kLru, true},       {"volatile-lfu", kLfu, true},
      {"volatile-random", kRandom, true}, {"volatile-ttl", kTtl, true}};
  return kPolicies;
}

const EvictionPolicy& eviction_policy(std::string_view name) {
  const auto& all = eviction_policies();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const EvictionPolicy& each) { return each.name == name; });
  FL_ASSERT(found != all.end(), "a policy is one of Redis's");
  return *found;
}

void EvictionCandidates::put(const Bytes& key, std::optional<WallTime> expires_at,
                             MonotonicTime now) {
  Access& entry = accesses_.try_emplace(key, Access{.place = kNowhere, .last = now}).first;
  entry.expires_at = expires_at;
  const bool allowed = !policy_.volatile_only || expires_at;
  if (allowed && entry.place == kNowhere) allow(key, entry);
  if (!allowed && entry.place != kNowhere) disallow(entry);
}

void EvictionCandidates::allow(const Bytes& key, Access& access) {
  access.place = keys_.size();
  keys_.push_back(key);
}

// The last key takes its place.
void EvictionCandidates::disallow(Access& access) {
  if (access.place + 1 != keys_.size()) {
    accesses_.find(keys_.back())->place = access.place;
    keys_[access.place] = std::move(keys_.back());
  }
  keys_.pop_back();
  access.place = kNowhere;
}

void EvictionCandidates::remove(const Bytes& key) {
  Access* access = accesses_.find(key);
  if (access == nullptr) return;
  if (access->place != kNowhere) disallow(*access);
  accesses_.erase(key);
}

// The more often a key was accessed, the less likely an access counts: 1 in 10 (counter - 5) + 1.
void EvictionCandidates::access(const Bytes& key, MonotonicTime now, Prng& random) {
  Access* access = accesses_.find(key);
  if (access == nullptr) return;
  if (policy_.order == EvictionOrder::kLfu) {
    access->frequency = decayed(*access, now);
    const std::uint64_t above = access->frequency > kLfuFirst ? access->frequency - kLfuFirst : 0;
    if (access->frequency < kLfuMost && random.below(above * kLfuLogFactor + 1) == 0)
      ++access->frequency;
  }
  access->last = now;
}

std::uint8_t EvictionCandidates::decayed(const Access& access, MonotonicTime now) {
  const std::int64_t periods = (now - access.last) / kLfuDecayTime;
  return periods >= access.frequency ? std::uint8_t{0}
                                     : static_cast<std::uint8_t>(access.frequency - periods);
}

std::optional<std::uint8_t> EvictionCandidates::frequency(const Bytes& key,
                                                          MonotonicTime now) const {
  const Access* access = accesses_.find(key);
  return access == nullptr ? std::nullopt : std::optional(decayed(*access, now));
}

std::int64_t EvictionCandidates::score(const Access& access, MonotonicTime now) const {
  switch (policy_.order) {
    case EvictionOrder::kLfu:
      return kLfuMost - decayed(access, now);
    case EvictionOrder::kTtl:
      return -nanoseconds_of(*access.expires_at);
    default:
      return (now - access.last).count();
  }
}

void EvictionCandidates::fill_pool(MonotonicTime now, Prng& random) {
  for (std::size_t i = 0; i < kEvictionSamples; ++i) {
    const Bytes& key = keys_[random.below(keys_.size())];
    std::erase_if(pool_, [&](const Pooled& each) { return each.key == key; });
    const std::int64_t points = score(*accesses_.find(key), now);
    const auto place = std::find_if(pool_.begin(), pool_.end(),
                                    [&](const Pooled& each) { return each.score >= points; });
    if (place == pool_.begin() && pool_.size() == kEvictionPool) continue;
    pool_.insert(place, {key, points});
    if (pool_.size() > kEvictionPool) pool_.erase(pool_.begin());
  }
}

std::optional<Bytes> EvictionCandidates::choose(MonotonicTime now, Prng& random) {
  if (keys_.empty()) return std::nullopt;
  if (policy_.order == EvictionOrder::kRandom) return keys_[random.below(keys_.size())];
  while (true) {
    fill_pool(now, random);
    while (!pool_.empty()) {
      const Bytes key = std::move(pool_.back().key);
      pool_.pop_back();
      const Access* access = accesses_.find(key);
      if (access != nullptr && access->place != kNowhere) return key;
    }
  }
}

}  // namespace faultline::engine::active_active
