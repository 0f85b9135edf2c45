// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kNotAFloat = "(error) ERR value is not a valid float";
constexpr const char* kNoNumber = "(error) ERR increment would produce NaN or Infinity";

}  // namespace

TEST_CASE("INCRBYFLOAT counts with fractions and stores them without zeros at the end") {
  PlainRedis redis;
  CHECK(redis.ask("INCRBYFLOAT a 1.5") == "\"1.5\"");
  CHECK(redis.ask("INCRBYFLOAT a 1e3") == "\"1001.5\"");
  CHECK(redis.ask("INCRBYFLOAT a 0x10") == "\"1017.5\"");
  CHECK(redis.ask("INCRBYFLOAT a +1") == "\"1018.5\"");
  CHECK(redis.ask("INCRBYFLOAT a -0") == "\"1018.5\"");
  CHECK(redis.ask("INCRBYFLOAT a -0.5") == "\"1018\"");
  CHECK(redis.ask("INCR a") == "(integer) 1019");
  redis.ask("SET a 10.50");
  CHECK(redis.ask("INCRBYFLOAT a 0.1") == "\"10.6\"");
  CHECK(redis.ask("GET a") == "\"10.6\"");
  redis.ask("SET a 3.0e3");
  CHECK(redis.ask("INCRBYFLOAT a 200") == "\"3200\"");
}

TEST_CASE("INCRBYFLOAT counts in long doubles of seventeen decimals") {
  PlainRedis redis;
  redis.ask("INCRBYFLOAT d 0.1");
  CHECK(redis.ask("INCRBYFLOAT d 0.2") == "\"0.3\"");
  CHECK(redis.ask("INCRBYFLOAT d 123456789012345678") == "\"123456789012345678.296875\"");
  redis.ask("SET a 9223372036854775807");
  CHECK(redis.ask("INCRBYFLOAT a 1") == "\"9223372036854775808\"");
  redis.ask("SET a 0");
  CHECK(redis.ask("INCRBYFLOAT a -1e-30") == "\"0\"");
  redis.ask("SET a -0.0");
  CHECK(redis.ask("INCRBYFLOAT a 0") == "\"0\"");
}

TEST_CASE("INCRBYFLOAT keeps the deadline") {
  PlainRedis redis;
  redis.ask("SET a 5 EX 100");
  CHECK(redis.ask("INCRBYFLOAT a 1") == "\"6\"");
  CHECK(redis.ask("TTL a") == "(integer) 100");
}

TEST_CASE("INCRBYFLOAT refuses what is no number, in the argument and in the value") {
  PlainRedis redis;
  for (const char* text : {"abc", "", " 1", "1 ", "nan", "1e5000", "1e-5000"}) {
    INFO("'" << text << "'");
    redis.ask("DEL a");
    CHECK(redis.run({"INCRBYFLOAT", "a", text}) == kNotAFloat);
    CHECK(redis.ask("EXISTS a") == "(integer) 0");
    redis.run({"SET", "a", text});
    CHECK(redis.ask("INCRBYFLOAT a 1") == kNotAFloat);
  }
  const Bytes with_zero(std::string_view("1\0002", 3));
  CHECK(redis.run({"INCRBYFLOAT", "b", with_zero}) == kNotAFloat);
}

TEST_CASE("INCRBYFLOAT refuses a sum that is infinite or no number") {
  PlainRedis redis;
  CHECK(redis.ask("INCRBYFLOAT a inf") == kNoNumber);
  redis.ask("SET a inf");
  CHECK(redis.ask("INCRBYFLOAT a 0") == kNoNumber);
  CHECK(redis.ask("INCRBYFLOAT a -inf") == kNoNumber);
  redis.ask("SET a 1e4932");
  CHECK(redis.ask("INCRBYFLOAT a 1e4932") == kNoNumber);
}

TEST_CASE("INCRBYFLOAT reports a wrong type before a wrong number") {
  PlainRedis redis;
  redis.ask("SADD s a");
  CHECK(redis.ask("INCRBYFLOAT s abc") == kWrongType);
  CHECK(redis.ask("INCRBYFLOAT a") == wrong_count("incrbyfloat"));
}

}  // namespace faultline::engine
