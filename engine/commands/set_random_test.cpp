// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kNotPositive = "(error) ERR value is out of range, must be positive";

}  // namespace

TEST_CASE("SPOP takes a member and answers it, and the last one takes the key") {
  PlainRedis redis;
  redis.ask("SADD t a b c");
  std::set<std::string> popped;
  for (int i = 0; i < 3; ++i) popped.insert(redis.ask("SPOP t"));
  CHECK(popped == std::set<std::string>{"\"a\"", "\"b\"", "\"c\""});
  CHECK(redis.ask("EXISTS t") == "(integer) 0");
  CHECK(redis.ask("SPOP t") == "(nil)");
  CHECK(redis.effects().empty());
}

TEST_CASE("SPOP with a count answers an array of different members") {
  PlainRedis redis;
  redis.ask("SADD t a b c");
  CHECK(redis.ask("SPOP t 0") == "[]");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("SPOP none 2") == "[]");
  redis.ask("SPOP t 2");
  CHECK(redis.ask("SCARD t") == "(integer) 1");
  const std::string left = redis.ask("SMEMBERS t");
  CHECK(redis.ask("SPOP t 9223372036854775807") == left);
  CHECK(redis.ask("EXISTS t") == "(integer) 0");
}

TEST_CASE("SPOP is one removal of all that it popped, and says whether it emptied the key") {
  PlainRedis redis;
  redis.ask("SADD t a b c d");
  redis.ask("SPOP t 3");
  REQUIRE(redis.effects().list().size() == 1);
  const Effect& effect = redis.effects().list()[0];
  CHECK(effect.unit == 0);
  const auto& members = std::get<set::Remove>(effect.change).names;
  CHECK_FALSE(empties(effect.change));
  CHECK(std::set<Bytes>(members.begin(), members.end()).size() == 3);
  redis.ask("SPOP t 3");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(std::get<set::Remove>(redis.effects().list()[0].change).empties);
  const Arguments arguments = {"SPOP", "t", "3"};
  CHECK(units_of(*find_command("SPOP"), arguments) == std::vector<Unit>{{"t", std::nullopt}});
}

TEST_CASE("SPOP reads its count before it looks at the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* count : {"-1", "x", "1.5", "9223372036854775808"}) {
    INFO(count);
    CHECK(redis.ask("SPOP s " + std::string(count)) == kNotPositive);
    CHECK(redis.ask("SPOP none " + std::string(count)) == kNotPositive);
  }
  CHECK(redis.ask("SPOP s") == kWrongType);
  CHECK(redis.ask("SPOP s 0") == kWrongType);
  CHECK(redis.ask("SPOP s x y") == kSyntax);
  CHECK(redis.ask("spop") == wrong_count("spop"));
}

TEST_CASE("SRANDMEMBER answers members and takes none") {
  PlainRedis redis;
  redis.ask("SADD t a b c");
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(redis.ask("SRANDMEMBER t"));
  CHECK(drawn == std::set<std::string>{"\"a\"", "\"b\"", "\"c\""});
  CHECK(redis.ask("SCARD t") == "(integer) 3");
  CHECK(redis.ask("SRANDMEMBER none") == "(nil)");
}

TEST_CASE("SRANDMEMBER with a count answers different members, below zero any") {
  PlainRedis redis;
  redis.ask("SADD t a");
  CHECK(redis.ask("SRANDMEMBER t 0") == "[]");
  CHECK(redis.ask("SRANDMEMBER t 2") == "[\"a\"]");
  CHECK(redis.ask("SRANDMEMBER t 9223372036854775807") == "[\"a\"]");
  CHECK(redis.ask("SRANDMEMBER t -3") == "[\"a\", \"a\", \"a\"]");
  CHECK(redis.ask("SRANDMEMBER none 3") == "[]");
  CHECK(redis.ask("SRANDMEMBER none -9223372036854775807") == "[]");
}

TEST_CASE("SRANDMEMBER reads its count before it looks at the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* count : {"x", "1.5", "9223372036854775808"})
    CHECK(redis.ask("SRANDMEMBER s " + std::string(count)) == kNotAnInteger);
  CHECK(redis.ask("SRANDMEMBER s -9223372036854775808") ==
        "(error) ERR value is out of range, value must between -9223372036854775807 and "
        "9223372036854775807");
  CHECK(redis.ask("SRANDMEMBER s") == kWrongType);
  CHECK(redis.ask("SRANDMEMBER s 1") == kWrongType);
  CHECK(redis.ask("SRANDMEMBER s x y") == kSyntax);
  CHECK(redis.ask("srandmember") == wrong_count("srandmember"));
}

TEST_CASE("commands that draw say so") {
  CHECK(find_command("SPOP")->chooses);
  CHECK(find_command("SRANDMEMBER")->chooses);
  CHECK_FALSE(find_command("SREM")->chooses);
}

}  // namespace faultline::engine
