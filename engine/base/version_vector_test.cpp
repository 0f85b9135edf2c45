#include "engine/base/version_vector.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <tuple>
#include <vector>

namespace faultline::engine {
namespace {

Source source(std::uint32_t member, std::uint32_t incarnation = 0) {
  return {MemberId(member), Incarnation(incarnation)};
}

// Dots over few sources, so that vectors overlap.
using Dots = std::vector<std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>>;

VersionVector vector_of(const Dots& dots) {
  VersionVector vector;
  for (const auto& [member, incarnation, number] : dots)
    vector.raise({source(member % 3, incarnation % 2), number % 16 + std::uint64_t{1}});
  return vector;
}
VersionVector joined(VersionVector a, const VersionVector& b) {
  a.join(b);
  return a;
}

}  // namespace

TEST_CASE("a vector covers a dot and all before it of the same source") {
  VersionVector vector;
  CHECK(vector.empty());
  CHECK_FALSE(vector.covers(Dot{source(1), 1}));
  vector.raise({source(1), 5});
  vector.raise({source(1), 3});
  CHECK(vector.of(source(1)) == 5);
  CHECK(vector.covers(Dot{source(1), 5}));
  CHECK(vector.covers(Dot{source(1), 1}));
  CHECK_FALSE(vector.covers(Dot{source(1), 6}));
}

TEST_CASE("incarnations of one member are sources of their own") {
  VersionVector vector;
  vector.raise({source(1, 0), 5});
  CHECK_FALSE(vector.covers(Dot{source(1, 1), 1}));
  CHECK_FALSE(vector.covers(Dot{source(2, 0), 1}));
  vector.erase(source(1, 0));
  CHECK(vector.empty());
}

TEST_CASE("joining vectors is the least upper bound") {
  CHECK(rc::check([](const Dots& x, const Dots& y, const Dots& z) {
    const VersionVector a = vector_of(x);
    const VersionVector b = vector_of(y);
    const VersionVector c = vector_of(z);
    const VersionVector both = joined(a, b);
    RC_ASSERT(both.covers(a) && both.covers(b));
    RC_ASSERT(both == joined(b, a));
    RC_ASSERT(joined(both, c) == joined(a, joined(b, c)));
    RC_ASSERT(joined(a, a) == a);
    RC_ASSERT(a.covers(b) == (both == a));
    // Nothing smaller covers both.
    if (c.covers(a) && c.covers(b)) RC_ASSERT(c.covers(both));
    for (const auto& [source, number] : both.entries())
      RC_ASSERT(number == std::max(a.of(source), b.of(source)));
  }));
}

TEST_CASE("dots are ordered by member, incarnation and number") {
  CHECK(Dot{source(1, 9), 9} < Dot{source(2, 0), 1});
  CHECK(Dot{source(1, 0), 9} < Dot{source(1, 1), 1});
  CHECK(Dot{source(1, 1), 1} < Dot{source(1, 1), 2});
}

}  // namespace faultline::engine
