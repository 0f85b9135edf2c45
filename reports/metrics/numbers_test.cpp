#include "reports/metrics/numbers.h"

#include <catch2/catch.hpp>
#include <limits>

namespace faultline::reports {

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(4'812) == "4,812");
  CHECK(grouped(1'234'567) == "1,234,567");
}

TEST_CASE("durations have three figures and the unit that fits") {
  CHECK(duration_text(0) == "0 s");
  CHECK(duration_text(7) == "7 ns");
  CHECK(duration_text(65'300) == "65.3 µs");
  CHECK(duration_text(812'000) == "812 µs");
  CHECK(duration_text(1'200'000'000) == "1.2 s");
  CHECK(duration_text(-20'000'000) == "-20 ms");
  CHECK(duration_text(4'000'000'000'000) == "4,000 s");
  CHECK(duration_text(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036 s");
}

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
