#include "sim/story/numbers.h"

#include <catch2/catch.hpp>
#include <limits>

namespace faultline::sim {

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

TEST_CASE("a moment is told in milliseconds, a stamp in microseconds, without zeros at the end") {
  CHECK(moment_text(0) == "0 s");
  CHECK(moment_text(2'000'000'000) == "2 s");
  CHECK(moment_text(36'400'000'999) == "36.4 s");
  CHECK(moment_text(6'034'512'999) == "6.034 s");
  CHECK(stamp_text(6'034'512'999) == "6.034512 s");
  CHECK(stamp_text(-500'000) == "-0.0005 s");
}

}  // namespace faultline::sim
