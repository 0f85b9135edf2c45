#include "engine/base/prng.h"

#include <rapidcheck.h>

#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <string>

namespace faultline::engine {

// The numbers come from an independent program of xoshiro256++ seeded by SplitMix64.
TEST_CASE("a seed means the same stream on every compiler") {
  Prng zero(0);
  CHECK(zero.next() == 0x53175d61490b23dfULL);
  CHECK(zero.next() == 0x61da6f3dc380d507ULL);
  CHECK(zero.next() == 0x5c0fdf91ec9a7bfcULL);
  CHECK(zero.next() == 0x02eebf8c3bbe5e1aULL);
  Prng other(42);
  CHECK(other.next() == 0xd0764d4f4476689fULL);
  for (int i = 2; i < 1000; ++i) static_cast<void>(other.next());
  CHECK(other.next() == 0xa3ed059c1cc38790ULL);
}

TEST_CASE("a child stream depends on the seed and its name alone") {
  CHECK(rc::check([](std::uint64_t seed, const std::string& name, std::uint8_t draws) {
    Prng fresh(seed);
    Prng used(seed);
    for (int i = 0; i < draws; ++i) static_cast<void>(used.next());
    Prng one = fresh.child(name);
    Prng two = used.child(name);
    for (int i = 0; i < 5; ++i) RC_ASSERT(one.next() == two.next());
    // Making a child has advanced nothing.
    Prng untouched(seed);
    RC_ASSERT(fresh.next() == untouched.next());
  }));
}

TEST_CASE("children of different names, seeds and generations differ") {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Prng root(seed);
    first.insert(Prng(seed).next());
    for (const char* name : {"", "client/1", "client/2", "fault/1"}) {
      first.insert(root.child(name).next());
      first.insert(root.child(name).child(name).next());
    }
  }
  CHECK(first.size() == 20 * 9);
}

TEST_CASE("a child stream is pinned") {
  CHECK(Prng(1).child("client/eu-west/3").next() == 0x13b44e1bc1a9b576ULL);
}

TEST_CASE("draws stay within their bounds") {
  CHECK(rc::check([](std::uint64_t seed, std::uint64_t bound, std::int64_t a, std::int64_t b) {
    Prng random(seed);
    RC_PRE(bound > 0);
    for (int i = 0; i < 20; ++i) {
      RC_ASSERT(random.below(bound) < bound);
      const std::int64_t drawn = random.between(std::min(a, b), std::max(a, b));
      RC_ASSERT(drawn >= std::min(a, b) && drawn <= std::max(a, b));
    }
  }));
  Prng random(1);
  for (int i = 0; i < 100; ++i) REQUIRE(random.below(1) == 0);
  CHECK(random.between(std::int64_t{5}, std::int64_t{5}) == 5);
  bool negative = false;
  bool positive = false;
  for (int i = 0; i < 100; ++i) {
    const std::int64_t drawn = random.between(std::numeric_limits<std::int64_t>::min(),
                                              std::numeric_limits<std::int64_t>::max());
    (drawn < 0 ? negative : positive) = true;
  }
  CHECK((negative && positive));
}

TEST_CASE("every outcome of a draw is equally likely") {
  Prng random(3);
  std::array<int, 6> seen{};
  for (int i = 0; i < 60'000; ++i) ++seen[random.below(6)];
  for (const int count : seen) CHECK(std::abs(count - 10'000) < 400);
  // A bound near 2^64: without rejection a third of the outcomes would come twice as often.
  const std::uint64_t bound = std::uint64_t{3} << 62;
  int low = 0;
  for (int i = 0; i < 30'000; ++i) low += random.below(bound) < (std::uint64_t{1} << 62) ? 1 : 0;
  CHECK(std::abs(low - 10'000) < 400);
}

TEST_CASE("both ends of a range are drawn") {
  Prng random(4);
  std::set<Duration> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random.between(Duration(-1), Duration(1)));
  CHECK(seen == std::set<Duration>{Duration(-1), Duration(0), Duration(1)});
}

TEST_CASE("a chance of 0 never comes, one of a million parts always, one in between as often") {
  Prng random(5);
  int seen = 0;
  for (int i = 0; i < 100'000; ++i) {
    REQUIRE_FALSE(random.chance(Ratio{0}));
    REQUIRE(random.chance(Ratio{kMillion}));
    seen += random.chance(Ratio{250'000}) ? 1 : 0;
  }
  CHECK(std::abs(seen - 25'000) < 700);
}

}  // namespace faultline::engine
