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

TEST_CASE("bytes have the unit that leaves the fewest figures, one place behind the point") {
  CHECK(bytes_text(0) == "0 B");
  CHECK(bytes_text(1023) == "1,023 B");
  CHECK(bytes_text(1024) == "1 KiB");
  CHECK(bytes_text(1536) == "1.5 KiB");
  CHECK(bytes_text(32'925'286) == "31.3 MiB");
  CHECK(bytes_text(std::uint64_t{5} << 50) == "5,120 TiB");
}

}  // namespace faultline::reports
