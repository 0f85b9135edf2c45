#include "reports/metrics/numbers.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("shares are cut, so that nearly all is never all") {
  CHECK(percent_text(1'000'000) == "100 %");
  CHECK(percent_text(999'999) == "99.99 %");
  CHECK(percent_text(5'000) == "0.50 %");
  CHECK(percent_text(0) == "0 %");
}

TEST_CASE("a small share is not none") {
  CHECK(share_text(151, 4'812) == "3.13 %");
  CHECK(share_text(1, 1'000'000) == "under 0.01 %");
  CHECK(share_text(0, 10) == "0 %");
  CHECK(share_text(0, 0) == "0 %");
}

}  // namespace faultline::reports
