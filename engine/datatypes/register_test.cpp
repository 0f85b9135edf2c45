// How writes and increments add up, by the texts that clients read. Their convergence is tested
// over random schedules in property_tests/conflict_free_test.cpp.
#include "engine/datatypes/register.h"

#include <catch2/catch.hpp>

#include "engine/datatypes/sorted_set/plain.h"
#include "engine/datatypes/text_number.h"

namespace faultline::engine {
namespace {

Stamp stamp(std::uint32_t member, std::uint64_t number, int wall = 0) {
  return {{{MemberId(member), Incarnation(1)}, number}, WallTime(Duration(wall))};
}

VersionVector up_to(std::uint32_t member, std::uint64_t number) {
  VersionVector vector;
  vector.raise(stamp(member, number).dot);
  return vector;
}

}  // namespace

TEST_CASE("whole numbers stay whole, one fraction makes the sum one") {
  Register<TextNumber> value;
  value.write("10", stamp(1, 1));
  value.increment(std::int64_t{5}, stamp(1, 2));
  CHECK(value.value() == "15");
  value.increment(0.25L, stamp(2, 1));
  CHECK(value.value() == "15.25");
}

TEST_CASE("a written text is shown as it was written until something adds to it") {
  Register<TextNumber> value;
  value.write("1.50", stamp(1, 1));
  CHECK(value.value() == "1.50");
  value.increment(std::int64_t{1}, stamp(2, 1));
  CHECK(value.value() == "2.5");
}

TEST_CASE("a text that is no number hides increments until it is gone") {
  for (const char* text : {"abc", "", " 1", "nan", "inf"}) {
    Register<TextNumber> value;
    value.write(text, stamp(1, 1));
    value.increment(std::int64_t{3}, stamp(2, 1));
    CHECK(value.value() == Bytes(text));
    value.forget(up_to(1, 1));
    CHECK(value.value() == "3");
  }
}

TEST_CASE("a member counts on top of what it wrote, bit for bit as one that counts alone") {
  Register<sorted_set::ScoreRules> score;
  score.write(1.1, stamp(1, 1));
  double alone = 1.1;
  for (std::uint64_t number = 2; number < 12; ++number) {
    score.increment(0.1, stamp(1, number));
    alone += 0.1;
    CHECK(score.value() == alone);
  }
}

TEST_CASE("what is taken of a score leaves the increments that were not seen") {
  Register<sorted_set::ScoreRules> score;
  score.write(4.1, stamp(1, 1));
  score.increment(2.0, stamp(2, 1));
  CHECK(score.value() == Approx(6.1));
  score.forget(up_to(1, 1));
  CHECK(score.value() == 2.0);
}

TEST_CASE("infinities of both signs give zero") {
  Register<sorted_set::ScoreRules> score;
  const double infinite = std::numeric_limits<double>::infinity();
  score.increment(infinite, stamp(1, 1));
  score.increment(-infinite, stamp(2, 1));
  CHECK(score.value() == 0);
}

TEST_CASE("counts beyond 64 bits wrap at every replica alike") {
  Register<TextNumber> value;
  value.write("9223372036854775807", stamp(1, 1));
  value.increment(std::int64_t{1}, stamp(2, 1));
  CHECK(value.value() == "-9223372036854775808");
}

TEST_CASE("fractions are rounded after each step, as Redis does") {
  Register<TextNumber> value;
  for (std::uint64_t number = 1; number <= 110; ++number) value.increment(0.1L, stamp(1, number));
  CHECK(value.value() == "11");
}

TEST_CASE("the increments of a member are summed in its own order, whatever comes first") {
  const auto of = [](std::uint32_t incarnation, std::uint64_t number) {
    return Stamp{{{MemberId(1), Incarnation(incarnation)}, number}, WallTime()};
  };
  Register<sorted_set::ScoreRules> in_order;
  Register<sorted_set::ScoreRules> late;
  in_order.increment(0.1, of(1, 1));
  for (Register<sorted_set::ScoreRules>* each : {&in_order, &late}) {
    each->increment(0.2, of(2, 1));
    each->increment(0.3, of(2, 2));
  }
  late.increment(0.1, of(1, 1));
  CHECK(late.value() == in_order.value());
  CHECK(late.digest() == in_order.digest());
}

TEST_CASE("infinite fractions of both signs give zero in a text too") {
  Register<TextNumber> value;
  const long double infinite = std::numeric_limits<long double>::infinity();
  value.increment(infinite, stamp(1, 1));
  CHECK(value.value() == "inf");
  value.increment(-infinite, stamp(2, 1));
  CHECK(value.value() == "0");
}

}  // namespace faultline::engine
