// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("ZRANDMEMBER of one member, of all, and of none") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a");
  CHECK(redis.ask("ZRANDMEMBER z") == "\"a\"");
  CHECK(redis.ask("ZRANDMEMBER z 1") == "[\"a\"]");
  CHECK(redis.ask("ZRANDMEMBER z 5 WITHSCORES") == "[\"a\", \"1\"]");
  CHECK(redis.ask("ZRANDMEMBER z -3") == "[\"a\", \"a\", \"a\"]");
  CHECK(redis.ask("ZRANDMEMBER z -2 withscores") == "[\"a\", \"1\", \"a\", \"1\"]");
  CHECK(redis.ask("ZRANDMEMBER z 0") == "[]");
  CHECK(redis.ask("ZRANDMEMBER none") == "(nil)");
  CHECK(redis.ask("ZRANDMEMBER none 3") == "[]");
  CHECK(redis.ask("ZRANDMEMBER none -3 WITHSCORES") == "[]");
}

TEST_CASE("ZRANDMEMBER says what is wrong with its arguments in order") {
  PlainRedis redis;
  redis.ask("SET s v");
  CHECK(redis.ask("ZRANDMEMBER s") == kWrongType);
  CHECK(redis.ask("ZRANDMEMBER s 1") == kWrongType);
  CHECK(redis.ask("ZRANDMEMBER s x") == kNotAnInteger);
  CHECK(redis.ask("ZRANDMEMBER z 1 BOGUS") == kSyntax);
  CHECK(redis.ask("ZRANDMEMBER z 1 WITHSCORES 1") == kSyntax);
  CHECK(redis.ask("ZRANDMEMBER z x BOGUS") == kNotAnInteger);
  CHECK(redis.ask("ZRANDMEMBER z -9223372036854775808") ==
        "(error) ERR value is out of range, value must between -9223372036854775807 and "
        "9223372036854775807");
  CHECK(redis.ask("ZRANDMEMBER z 9223372036854775807 WITHSCORES") ==
        "(error) ERR value is out of range");
  CHECK(redis.ask("ZRANDMEMBER z -4611686018427387904 WITHSCORES") ==
        "(error) ERR value is out of range");
  CHECK(redis.ask("ZRANDMEMBER z 4611686018427387903 WITHSCORES") == "[]");
  CHECK(redis.ask("ZRANDMEMBER") == wrong_count("zrandmember"));
}

TEST_CASE("ZRANDMEMBER with a count draws different members, below zero any") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c");
  const std::string two = redis.ask("ZRANDMEMBER z 2");
  CHECK(two.size() == std::string("[\"a\", \"b\"]").size());
  CHECK(two[2] != two[7]);
  const std::string all = redis.ask("ZRANDMEMBER z 9");
  for (const char* member : {"\"a\"", "\"b\"", "\"c\""})
    CHECK(all.find(member) != std::string::npos);
  CHECK(redis.ask("ZRANDMEMBER z -9").size() == std::string("[]").size() + 9 * 5 - 2);
  CHECK(find_command("ZRANDMEMBER")->chooses);
}

}  // namespace faultline::engine
