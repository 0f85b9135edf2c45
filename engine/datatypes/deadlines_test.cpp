#include "engine/datatypes/deadlines.h"

#include <catch2/catch.hpp>

namespace faultline::engine {
namespace {

constexpr Source kFirst{MemberId(1), Incarnation(1)};
constexpr Source kSecond{MemberId(2), Incarnation(1)};
const VersionVector kNothing;

WallTime at(int time) {
  return WallTime(std::chrono::seconds(time));
}

VersionVector seen(const Dot& dot) {
  VersionVector vector;
  vector.raise(dot);
  return vector;
}

Arrival arrival(const Dot& dot, const VersionVector& context, const VersionVector& observed) {
  return {{dot, WallTime()}, context, observed};
}

}  // namespace

TEST_CASE("of concurrent deadlines the longest stands, and never is longer than any") {
  Deadlines deadlines;
  deadlines.put({kFirst, 1}, {at(10), {}});
  CHECK(deadlines.expires_at() == at(10));
  deadlines.put({kSecond, 1}, {at(50), {}});
  CHECK(deadlines.expires_at() == at(50));
  CHECK(deadlines.standing()->first.source == kSecond);
  deadlines.put({kFirst, 2}, {std::nullopt, {}});
  CHECK(deadlines.expires_at() == std::nullopt);
  CHECK_FALSE(deadlines.empty());
}

TEST_CASE("of equal deadlines that of the smallest member stands") {
  Deadlines deadlines;
  deadlines.put({kSecond, 1}, {at(10), {}});
  deadlines.put({kFirst, 1}, {at(10), {}});
  CHECK(deadlines.standing()->first.source == kFirst);
}

TEST_CASE("a deadline that has seen another takes it, shorter or not") {
  Deadlines deadlines;
  deadlines.put({kFirst, 1}, {at(50), {}});
  const VersionVector first = seen({kFirst, 1});
  deadlines.take(arrival({kSecond, 1}, first, first));
  deadlines.put({kSecond, 1}, {at(10), {}});
  CHECK(deadlines.expires_at() == at(10));
  CHECK_FALSE(deadlines.waits());
}

TEST_CASE("a deadline that was taken before it came does not count") {
  Deadlines deadlines;
  deadlines.take(arrival({kSecond, 1}, kNothing, seen({kFirst, 1})));
  deadlines.put({kSecond, 1}, {at(10), {}});
  CHECK(deadlines.waits());
  deadlines.put({kFirst, 1}, {at(50), {}});
  CHECK(deadlines.expires_at() == at(10));
  deadlines.settle(seen({kFirst, 1}));
  CHECK_FALSE(deadlines.waits());
}

TEST_CASE("merging keeps what neither side has taken") {
  Deadlines one;
  one.put({kFirst, 1}, {at(50), {}});
  Deadlines other = one;
  const VersionVector first = seen({kFirst, 1});
  VersionVector both = first;
  both.raise({kSecond, 1});
  other.take(arrival({kSecond, 1}, first, first));
  other.put({kSecond, 1}, {at(10), {}});
  one.merge(other, first, both);
  CHECK(one.expires_at() == at(10));
  CHECK(one.digest() == other.digest());
}

TEST_CASE("the id of the operation that set a deadline does not count in the digest") {
  Deadlines one;
  Deadlines other;
  one.put({kFirst, 1}, {at(50), {OperationId(7)}});
  other.put({kFirst, 1}, {at(50), {OperationId(8)}});
  CHECK(one.digest() == other.digest());
}

}  // namespace faultline::engine
