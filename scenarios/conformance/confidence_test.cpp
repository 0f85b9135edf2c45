#include "scenarios/conformance/confidence.h"

#include <catch2/catch.hpp>

using faultline::scenarios::conformance::interval_of;

TEST_CASE("the interval of a share is that of Clopper and Pearson") {
  CHECK(interval_of(0, 50).low == 0);
  CHECK(interval_of(50, 50).high == 1);
  CHECK(interval_of(50, 50).low == Approx(0.8590).margin(0.0005));  // 0.0005^(1/50)
  CHECK(interval_of(190, 200).low == Approx(0.878).margin(0.001));
  CHECK(interval_of(190, 200).high == Approx(0.986).margin(0.001));
}

TEST_CASE("intervals meet where they share a value") {
  CHECK(interval_of(5, 10).meets(interval_of(6, 10)));
  CHECK_FALSE(interval_of(0, 100).meets(interval_of(100, 100)));
  CHECK(interval_of(5, 10).holds(0.5));
  CHECK_FALSE(interval_of(45, 50).holds(0.5));
}
