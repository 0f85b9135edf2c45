// Texts are those of a real Redis 7.0.15.

#include "engine/commands/geo_arguments.h"

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

std::string position_error(const Bytes& longitude, const Bytes& latitude) {
  const auto parsed = parse_position({longitude, latitude}, 0);
  return parsed.error ? printed(*parsed.error) : "";
}

}  // namespace

TEST_CASE("a position is two numbers on the map") {
  const auto parsed = parse_position({"skipped", "1e1", "-0x10"}, 1);
  CHECK_FALSE(parsed.error);
  CHECK(parsed.value.longitude == 10);
  CHECK(parsed.value.latitude == -16);
  for (const char* text : {"abc", "", "nan", " 1", "1 "}) {
    INFO(text);
    CHECK(position_error(text, "0") == "(error) ERR value is not a valid float");
    CHECK(position_error("181", text) == "(error) ERR value is not a valid float");
  }
}

TEST_CASE("a position off the map is named in the error, however long it is") {
  CHECK(position_error("181", "0") ==
        "(error) ERR invalid longitude,latitude pair 181.000000,0.000000");
  CHECK(position_error("0", "-86") ==
        "(error) ERR invalid longitude,latitude pair 0.000000,-86.000000");
  CHECK(position_error("inf", "1") == "(error) ERR invalid longitude,latitude pair inf,1.000000");
  CHECK(position_error("1e300", "1e308").size() > 600);
}

TEST_CASE("units are M, KM, FT and MI in any case") {
  CHECK(parse_unit("m").value == 1);
  CHECK(parse_unit("Km").value == 1000);
  CHECK(parse_unit("FT").value == 0.3048);
  CHECK(parse_unit("mi").value == 1609.34);
  for (const char* word : {"x", "", "kms"}) {
    const auto unit = parse_unit(word);
    REQUIRE(unit.error);
    CHECK(printed(*unit.error) ==
          "(error) ERR unsupported unit provided. please use M, KM, FT, MI");
  }
}

TEST_CASE("lengths are numbers, distances have four decimals, coordinates seventeen") {
  CHECK(parse_length("-2.5", "radius").value == -2.5);
  const auto length = parse_length("far", "radius");
  REQUIRE(length.error);
  CHECK(printed(*length.error) == "(error) ERR need numeric radius");
  CHECK(format_distance(166274.15157) == "166274.1516");
  CHECK(format_distance(0) == "0.0000");
  CHECK(printed(position_reply({180, 85.05112878})) == "[\"180\", \"85.0511287799999991\"]");
}

}  // namespace faultline::engine
