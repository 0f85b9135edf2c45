// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kOutOfRange = "(error) ERR value is out of range";

}  // namespace

TEST_CASE("HRANDFIELD answers a field, or nil") {
  PlainRedis redis;
  redis.ask("HSET h a 1 b 2 c 3");
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(redis.ask("HRANDFIELD h"));
  CHECK(drawn == std::set<std::string>{"\"a\"", "\"b\"", "\"c\""});
  CHECK(redis.effects().empty());
  CHECK(redis.ask("HRANDFIELD none") == "(nil)");
  CHECK(find_command("HRANDFIELD")->chooses);
}

TEST_CASE("HRANDFIELD with a count answers different fields, below zero any") {
  PlainRedis redis;
  redis.ask("HSET h a 1");
  CHECK(redis.ask("HRANDFIELD h 0") == "[]");
  CHECK(redis.ask("HRANDFIELD h 5") == "[\"a\"]");
  CHECK(redis.ask("HRANDFIELD h 9223372036854775807") == "[\"a\"]");
  CHECK(redis.ask("HRANDFIELD h -3") == "[\"a\", \"a\", \"a\"]");
  CHECK(redis.ask("HRANDFIELD none 3") == "[]");
  CHECK(redis.ask("HRANDFIELD none -9223372036854775807") == "[]");
}

TEST_CASE("HRANDFIELD with WITHVALUES answers each value behind its field") {
  PlainRedis redis;
  redis.ask("HSET h a 1");
  CHECK(redis.ask("HRANDFIELD h 4611686018427387903 WithValues") == "[\"a\", \"1\"]");
  CHECK(redis.ask("HRANDFIELD h -2 WITHVALUES") == "[\"a\", \"1\", \"a\", \"1\"]");
  CHECK(redis.ask("HRANDFIELD h 0 WITHVALUES") == "[]");
  CHECK(redis.ask("HRANDFIELD none 3 WITHVALUES") == "[]");
  redis.ask("HSET h b 2");
  const std::string both = redis.ask("HRANDFIELD h 2 WITHVALUES");
  CHECK((both == "[\"a\", \"1\", \"b\", \"2\"]" || both == "[\"b\", \"2\", \"a\", \"1\"]"));
}

TEST_CASE("HRANDFIELD reads its count, then its option, then the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* count : {"x", "1.5", "01", "9223372036854775808", "x bogus"})
    CHECK(redis.ask("HRANDFIELD s " + std::string(count)) == kNotAnInteger);
  CHECK(redis.ask("HRANDFIELD s -9223372036854775808") ==
        "(error) ERR value is out of range, value must between -9223372036854775807 and "
        "9223372036854775807");
  CHECK(redis.ask("HRANDFIELD s 1 bogus") == kSyntax);
  CHECK(redis.ask("HRANDFIELD s 1 WITHVALUES more") == kSyntax);
  CHECK(redis.ask("HRANDFIELD s 9223372036854775807 WITHVALUES") == kOutOfRange);
  CHECK(redis.ask("HRANDFIELD s 4611686018427387904 WITHVALUES") == kOutOfRange);
  CHECK(redis.ask("HRANDFIELD s -4611686018427387904 WITHVALUES") == kOutOfRange);
  for (const char* line : {"HRANDFIELD s", "HRANDFIELD s 0", "HRANDFIELD s 1 WITHVALUES"})
    CHECK(redis.ask(line) == kWrongType);
  CHECK(redis.ask("hrandfield") == wrong_count("hrandfield"));
}

}  // namespace faultline::engine
