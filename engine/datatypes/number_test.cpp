// Replies and refusals are those of a real Redis 7.0.15.
#include "engine/datatypes/number.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

namespace faultline::engine {

TEST_CASE("integers are canonical decimals of 64 bits") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-1") == -1);
  CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const char* text :
       {"", "-", "+1", "01", "-0", "-01", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "1e3"})
    CHECK_FALSE(parse_integer(text).has_value());
}

TEST_CASE("reals are what strtold takes whole, but for NaN and what is out of range") {
  CHECK(parse_real("1.5") == 1.5L);
  CHECK(parse_real("+1e3") == 1000.0L);
  CHECK(parse_real("0x10") == 16.0L);
  CHECK(parse_real("-inf") == -std::numeric_limits<long double>::infinity());
  for (const char* text : {"", " 1", "1 ", "nan", "1e99999", "1e-99999", "abc"})
    CHECK_FALSE(parse_real(text).has_value());
  CHECK_FALSE(parse_real(std::string_view("1\0", 2)).has_value());
  CHECK(parse_real(std::string(5119, '0')) == 0.0L);
  CHECK_FALSE(parse_real(std::string(5120, '0')).has_value());
}

TEST_CASE("reals are written with seventeen decimals and no zeros at the end") {
  CHECK(format_real(3.0L) == "3");
  CHECK(format_real(10.5L) == "10.5");
  CHECK(format_real(100.0L) == "100");
  CHECK(format_real(-0.0L) == "0");
  CHECK(format_real(0.1L) == "0.1");
  CHECK(format_real(1.0L / 3) == "0.33333333333333333");
}

TEST_CASE("scores are written with seventeen significant digits") {
  CHECK(format_score(3.1) == "3.1000000000000001");
  CHECK(format_score(17) == "17");
  CHECK(format_score(1e20) == "1e+20");
  CHECK(format_score(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(parse_score("inf") == std::numeric_limits<double>::infinity());
  CHECK_FALSE(parse_score("nan").has_value());
}

}  // namespace faultline::engine
