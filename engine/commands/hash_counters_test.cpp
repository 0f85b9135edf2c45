// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kHashOverflow = "(error) ERR increment or decrement would overflow";
constexpr const char* kNotAFloat = "(error) ERR value is not a valid float";
constexpr const char* kInfinity = "(error) ERR value is NaN or Infinity";
constexpr const char* kInfiniteSum = "(error) ERR increment would produce NaN or Infinity";

}  // namespace

TEST_CASE("HINCRBY counts from 0 where there is no field") {
  PlainRedis redis;
  CHECK(redis.ask("HINCRBY h f 1") == "(integer) 1");
  CHECK(redis.ask("HINCRBY h f 0") == "(integer) 1");
  CHECK(redis.ask("HINCRBY h f -3") == "(integer) -2");
  CHECK(redis.ask("HGETALL h") == "[\"f\", \"-2\"]");
  CHECK(redis.ask("HINCRBY h g 0") == "(integer) 0");
  CHECK(redis.ask("HGET h g") == "\"0\"");
}

TEST_CASE("HINCRBY refuses values that are no canonical integers") {
  PlainRedis redis;
  for (const char* value : {"abc", "", "1.50", " 5", "+5", "007", "-0", "12345678901234567890"}) {
    INFO(value);
    redis.run({"HSET", "h", "f", value});
    CHECK(redis.ask("HINCRBY h f 1") == "(error) ERR hash value is not an integer");
    CHECK(redis.effects().empty());
  }
}

TEST_CASE("HINCRBY reads its number before it looks at the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* number : {"x", "1.5", " 1", "01", "", "9223372036854775808"}) {
    INFO(number);
    CHECK(redis.run({"HINCRBY", "s", "f", number}) == kNotAnInteger);
  }
  CHECK(redis.ask("HINCRBY s f 1") == kWrongType);
  CHECK(redis.ask("hincrby h f") == wrong_count("hincrby"));
  CHECK(redis.ask("hincrby h f 1 2") == wrong_count("hincrby"));
}

TEST_CASE("HINCRBY refuses to leave the range of 64 bits") {
  PlainRedis redis;
  redis.ask("HSET h most 9223372036854775807 least -9223372036854775808");
  CHECK(redis.ask("HINCRBY h most 1") == kHashOverflow);
  CHECK(redis.ask("HINCRBY h least -1") == kHashOverflow);
  CHECK(redis.ask("HINCRBY h least -9223372036854775808") == kHashOverflow);
  CHECK(redis.ask("HINCRBY h most 0") == "(integer) 9223372036854775807");
  CHECK(redis.ask("HINCRBY h least 9223372036854775807") == "(integer) -1");
}

TEST_CASE("HINCRBY refuses to leave the range that its engine allows") {
  PlainKeyspace keyspace;
  const PlainView view(keyspace, {});
  Prng random(1);
  const auto ask = [&](const char* number) {
    Effects effects;
    const Arguments arguments = {"HINCRBY", "h", "f", number};
    return printed(run_command({arguments, view, {}, effects, random, 59}));
  };
  CHECK(ask("288230376151711743") == "(integer) 288230376151711743");
  CHECK(ask("288230376151711744") == kHashOverflow);
}

TEST_CASE("HINCRBYFLOAT adds long doubles and leaves seventeen decimals at most") {
  PlainRedis redis;
  CHECK(redis.ask("HINCRBYFLOAT h f 0.1") == "\"0.1\"");
  CHECK(redis.ask("HINCRBYFLOAT h f 0.2") == "\"0.3\"");
  CHECK(redis.ask("HINCRBYFLOAT h f 1e2") == "\"100.3\"");
  CHECK(redis.ask("HGET h f") == "\"100.3\"");
  CHECK(redis.ask("HINCRBYFLOAT h pi 3.14159265358979323846") == "\"3.14159265358979324\"");
  CHECK(redis.ask("HINCRBYFLOAT h tiny 1e-18") == "\"0\"");
  CHECK(redis.ask("HINCRBYFLOAT h tiny 1e-17") == "\"0.00000000000000001\"");
  CHECK(redis.ask("HINCRBYFLOAT h zero -0.0") == "\"0\"");
  redis.ask("HSET h a 1.50 b +5 c 007 d 1e3 e 0x10 g 12345678901234567890 i 1e-4950");
  CHECK(redis.ask("HINCRBYFLOAT h a 0") == "\"1.5\"");
  CHECK(redis.ask("HINCRBYFLOAT h b 1") == "\"6\"");
  CHECK(redis.ask("HINCRBYFLOAT h c 1") == "\"8\"");
  CHECK(redis.ask("HINCRBYFLOAT h d 1") == "\"1001\"");
  CHECK(redis.ask("HINCRBYFLOAT h e 1") == "\"17\"");
  CHECK(redis.ask("HINCRBYFLOAT h g 1") == "\"12345678901234567891\"");
  CHECK(redis.ask("HINCRBYFLOAT h i 1") == "\"1\"");
}

TEST_CASE("HINCRBY goes on where HINCRBYFLOAT left a whole number") {
  PlainRedis redis;
  CHECK(redis.ask("HINCRBYFLOAT h f 3.0e3") == "\"3000\"");
  CHECK(redis.ask("HINCRBY h f 1") == "(integer) 3001");
  CHECK(redis.ask("HINCRBYFLOAT h f 0.5") == "\"3001.5\"");
  CHECK(redis.ask("HINCRBY h f 1") == "(error) ERR hash value is not an integer");
  redis.ask("HSET h m 9223372036854775807 n -9223372036854775808");
  CHECK(redis.ask("HINCRBYFLOAT h m 1") == "\"9223372036854775808\"");
  CHECK(redis.ask("HINCRBYFLOAT h n 0.5") == "\"-9223372036854775807.5\"");
}

TEST_CASE("HINCRBYFLOAT refuses what is no number or infinite") {
  PlainRedis redis;
  for (const char* value : {"abc", "", " 5", "nan"}) {
    INFO(value);
    redis.run({"HSET", "h", "f", value});
    CHECK(redis.ask("HINCRBYFLOAT h f 1") == "(error) ERR hash value is not a float");
  }
  redis.ask("HSET h f inf big 1.18e4932");
  CHECK(redis.ask("HINCRBYFLOAT h f 1") == kInfiniteSum);
  CHECK(redis.ask("HINCRBYFLOAT h big 1e4932") == kInfiniteSum);
  CHECK(redis.effects().empty());
}

TEST_CASE("HINCRBYFLOAT reads its number before it looks at the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* number : {"x", "", " 1", "1 ", "nan", "1e5000"}) {
    INFO(number);
    CHECK(redis.run({"HINCRBYFLOAT", "s", "f", number}) == kNotAFloat);
  }
  for (const char* number : {"inf", "-inf", "infinity"})
    CHECK(redis.ask("HINCRBYFLOAT s f " + std::string(number)) == kInfinity);
  CHECK(redis.ask("HINCRBYFLOAT s f 1") == kWrongType);
  CHECK(redis.ask("hincrbyfloat h f") == wrong_count("hincrbyfloat"));
  CHECK(redis.ask("hincrbyfloat h f 1 2") == wrong_count("hincrbyfloat"));
}

TEST_CASE("an increment that leaves a field as it is is sent on but changes nothing here") {
  PlainRedis redis;
  redis.ask("HSET h f 5 g 5.0");
  redis.ask("HINCRBY h f 0");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK_FALSE(redis.effects().changed(0));
  redis.ask("HINCRBYFLOAT h f 0");
  CHECK_FALSE(redis.effects().changed(0));
  redis.ask("HINCRBYFLOAT h g 0");  // "5.0" becomes "5"
  CHECK(redis.effects().changed(0));
  redis.ask("HINCRBY h new 0");
  CHECK(redis.effects().changed(0));
}

TEST_CASE("the effect of an increment is the difference, its unit the field") {
  PlainRedis redis;
  redis.ask("HSET h f 5");
  redis.ask("HINCRBY h f 2");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(hash::Increment{"f", std::int64_t{2}}));
  redis.ask("HINCRBYFLOAT h f 2");
  CHECK(redis.effects().list()[0].change == Change(hash::Increment{"f", 2.0L}));
  for (const char* name : {"HINCRBY", "HINCRBYFLOAT"}) {
    const Arguments arguments = {name, "h", "f", "2"};
    CHECK(units_of(*find_command(name), arguments) == std::vector<Unit>{{"h", Bytes("f")}});
  }
}

}  // namespace faultline::engine
