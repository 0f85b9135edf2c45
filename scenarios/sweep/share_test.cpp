#include "scenarios/sweep/share.h"

#include <catch2/catch.hpp>

using namespace faultline::scenarios;

// Figures of the formula by hand, to a ten-thousandth.
TEST_CASE("the interval of a share is that of Wilson's formula") {
  const auto near = [](std::int64_t ppm, std::int64_t wanted) {
    return ppm >= wanted - 100 && ppm <= wanted + 100;
  };
  const ShareInterval half = share_interval(50, 100);
  CHECK(near(half.low_ppm, 403'832));
  CHECK(near(half.high_ppm, 596'168));
  const ShareInterval few = share_interval(3, 20);
  CHECK(near(few.low_ppm, 52'369));
  CHECK(near(few.high_ppm, 360'419));
}

TEST_CASE("never and always leave room on one side, no trial on both") {
  CHECK(share_interval(0, 100).low_ppm == 0);
  CHECK(share_interval(0, 100).high_ppm < 40'000);
  CHECK(share_interval(100, 100).low_ppm > 960'000);
  CHECK(share_interval(100, 100).high_ppm == 1'000'000);
  CHECK(share_interval(0, 0).low_ppm == 0);
  CHECK(share_interval(0, 0).high_ppm == 1'000'000);
}
