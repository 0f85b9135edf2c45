#include "engine/active_active/eviction_candidates.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

MonotonicTime moment(Duration since_start) {
  return MonotonicTime(since_start);
}

Bytes numbered(int number) {
  return "key:" + std::to_string(number);
}

// Of so many keys, each accessed a second after the one before, how often each was chosen.
std::map<Bytes, int> chosen(std::string_view policy, int keys, int times) {
  EvictionCandidates candidates(eviction_policy(policy));
  Prng random(1);
  for (int i = 0; i < keys; ++i)
    candidates.put(numbered(i), WallTime(std::chrono::seconds(1000 - i)), moment(i * 1s));
  std::map<Bytes, int> counts;
  for (int i = 0; i < times; ++i) ++counts[*candidates.choose(moment(keys * 1s), random)];
  return counts;
}

TEST_CASE("noeviction is the first of Redis's eight policies") {
  REQUIRE(eviction_policies().size() == 8);
  CHECK(eviction_policies().front().name == "noeviction");
  CHECK(eviction_policies().front().order == EvictionOrder::kNone);
  CHECK(eviction_policy("volatile-ttl").volatile_only);
  CHECK_FALSE(eviction_policy("allkeys-lfu").volatile_only);
}

TEST_CASE("with few keys the least recently used one goes first and then the next") {
  EvictionCandidates candidates(eviction_policy("allkeys-lru"));
  Prng random(7);
  for (int i = 0; i < 4; ++i) candidates.put(numbered(i), std::nullopt, moment(i * 1s));
  candidates.access(numbered(0), moment(10s), random);
  // Sixteen places of the pool and five samples a time: after a few draws all four have been seen.
  for (int i = 0; i < 20; ++i) (void)candidates.choose(moment(20s), random);
  int oldest = 0;
  for (int i = 0; i < 50; ++i)
    oldest += *candidates.choose(moment(20s), random) == numbered(1) ? 1 : 0;
  CHECK(oldest > 25);
}

TEST_CASE("least recently used is an approximation that favours old keys") {
  int old = 0;
  for (const auto& [key, times] : chosen("allkeys-lru", 100, 200))
    if (std::stoi(std::string(key.view().substr(4))) < 50) old += times;
  CHECK(old > 180);
}

TEST_CASE("the shortest time to live goes first") {
  int soon = 0;  // the later the key, the sooner it expires
  for (const auto& [key, times] : chosen("volatile-ttl", 100, 200))
    if (std::stoi(std::string(key.view().substr(4))) >= 50) soon += times;
  CHECK(soon > 180);
}

TEST_CASE("random picks all keys alike") {
  const auto counts = chosen("allkeys-random", 10, 1000);
  CHECK(counts.size() == 10);
  for (const auto& [key, times] : counts) CHECK((times > 50 && times < 160));
}

TEST_CASE("volatile policies choose only keys with a deadline") {
  EvictionCandidates candidates(eviction_policy("volatile-lru"));
  Prng random(1);
  candidates.put("stays", std::nullopt, moment(0s));
  CHECK(candidates.empty());
  CHECK_FALSE(candidates.choose(moment(1s), random).has_value());
  candidates.put("goes", WallTime(5s), moment(0s));
  for (int i = 0; i < 20; ++i) CHECK(*candidates.choose(moment(1s), random) == "goes");
  candidates.put("goes", std::nullopt, moment(2s));  // PERSIST
  CHECK(candidates.empty());
  CHECK_FALSE(candidates.choose(moment(3s), random).has_value());
}

TEST_CASE("a key that is gone is never chosen") {
  EvictionCandidates candidates(eviction_policy("allkeys-lru"));
  Prng random(1);
  for (int i = 0; i < 10; ++i) candidates.put(numbered(i), std::nullopt, moment(0s));
  (void)candidates.choose(moment(1s), random);  // fills the pool
  for (int i = 0; i < 9; ++i) candidates.remove(numbered(i));
  for (int i = 0; i < 20; ++i) CHECK(*candidates.choose(moment(2s), random) == numbered(9));
  candidates.remove(numbered(9));
  CHECK_FALSE(candidates.choose(moment(3s), random).has_value());
}

TEST_CASE("the frequency of a key rises by its logarithm and falls by one a minute") {
  EvictionCandidates candidates(eviction_policy("allkeys-lfu"));
  Prng random(1);
  candidates.put("k", std::nullopt, moment(0s));
  CHECK(candidates.frequency("k", moment(0s)) == 5);
  candidates.access("k", moment(1s), random);
  CHECK(candidates.frequency("k", moment(1s)) == 6);  // the first access always counts
  for (int i = 0; i < 100; ++i) candidates.access("k", moment(2s), random);
  // Redis's own table (redis.conf): about 10 after a hundred accesses with a factor of 10.
  const int after_100 = *candidates.frequency("k", moment(2s));
  CHECK((after_100 >= 7 && after_100 <= 12));
  for (int i = 0; i < 1000; ++i) candidates.access("k", moment(2s), random);
  const int after_1000 = *candidates.frequency("k", moment(2s));
  CHECK((after_1000 >= 14 && after_1000 <= 24));  // about 18
  CHECK(candidates.frequency("k", moment(2s + 3min)) == after_1000 - 3);
  CHECK(candidates.frequency("k", moment(24h)) == 0);
}

TEST_CASE("keys that are hardly ever used go before those that often are") {
  EvictionCandidates candidates(eviction_policy("allkeys-lfu"));
  Prng random(3);
  for (int i = 0; i < 20; ++i) candidates.put(numbered(i), std::nullopt, moment(0s));
  for (int round = 0; round < 50; ++round)
    for (int i = 0; i < 10; ++i) candidates.access(numbered(i), moment(1s), random);
  for (int i = 0; i < 10; ++i) {
    const Bytes key = *candidates.choose(moment(2s), random);
    CHECK(std::stoi(std::string(key.view().substr(4))) >= 10);
    candidates.remove(key);
  }
}

}  // namespace
}  // namespace faultline::engine::active_active
