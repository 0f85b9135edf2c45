// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kBadWeight = "(error) ERR weight value is not a float";
constexpr const char* kBadCardLimit = "(error) ERR LIMIT can't be negative";

}  // namespace

TEST_CASE("ZUNION, ZINTER and ZDIFF of sorted sets") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x 2 y 3 z");
  redis.ask("ZADD b 10 y 20 z 30 w");
  CHECK(redis.ask("ZUNION 2 a b") == "[\"x\", \"y\", \"z\", \"w\"]");
  CHECK(redis.ask("ZUNION 2 a b WITHSCORES") ==
        "[\"x\", \"1\", \"y\", \"12\", \"z\", \"23\", \"w\", \"30\"]");
  CHECK(redis.ask("ZINTER 2 a b WITHSCORES") == "[\"y\", \"12\", \"z\", \"23\"]");
  CHECK(redis.ask("ZDIFF 2 a b WITHSCORES") == "[\"x\", \"1\"]");
  CHECK(redis.ask("ZDIFF 2 b a") == "[\"w\"]");
  CHECK(redis.ask("ZUNION 1 a WITHSCORES") == "[\"x\", \"1\", \"y\", \"2\", \"z\", \"3\"]");
  CHECK(redis.ask("ZINTER 2 a none") == "[]");
  CHECK(redis.ask("ZUNION 2 none a") == "[\"x\", \"y\", \"z\"]");
  CHECK(redis.ask("ZDIFF 2 a a") == "[]");
  CHECK(redis.ask("ZDIFF 1 none") == "[]");
  CHECK(redis.ask("ZDIFF 2 none a") == "[]");
  CHECK(redis.ask("ZINTER 2 a a WITHSCORES") == "[\"x\", \"2\", \"y\", \"4\", \"z\", \"6\"]");
  CHECK(redis.ask("ZUNION 2 a a WITHSCORES") == "[\"x\", \"2\", \"y\", \"4\", \"z\", \"6\"]");
}

TEST_CASE("members of a plain set count 1") {
  PlainRedis redis;
  redis.ask("ZADD a 5 x 6 y");
  redis.ask("SADD s y z");
  CHECK(redis.ask("ZUNION 2 a s WITHSCORES") == "[\"z\", \"1\", \"x\", \"5\", \"y\", \"7\"]");
  CHECK(redis.ask("ZINTER 2 s a WITHSCORES") == "[\"y\", \"7\"]");
  CHECK(redis.ask("ZDIFF 2 a s WITHSCORES") == "[\"x\", \"5\"]");
  CHECK(redis.ask("ZDIFF 2 s a WITHSCORES") == "[\"z\", \"1\"]");
  CHECK(redis.ask("ZUNION 1 s WITHSCORES WEIGHTS 3") == "[\"y\", \"3\", \"z\", \"3\"]");
  CHECK(redis.ask("ZINTERCARD 2 a s") == "(integer) 1");
  CHECK(redis.ask("ZUNIONSTORE s 1 s") == "(integer) 2");
  CHECK(redis.ask("TYPE s") == "zset");
}

TEST_CASE("WEIGHTS and AGGREGATE say how scores come together") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x 2 y");
  redis.ask("ZADD b 3 x -4 y");
  CHECK(redis.ask("ZUNION 2 a b WEIGHTS 2 0.5 WITHSCORES") == "[\"y\", \"2\", \"x\", \"3.5\"]");
  CHECK(redis.ask("ZUNION 2 a b AGGREGATE MIN WITHSCORES") == "[\"y\", \"-4\", \"x\", \"1\"]");
  CHECK(redis.ask("ZUNION 2 a b AGGREGATE MAX WITHSCORES") == "[\"y\", \"2\", \"x\", \"3\"]");
  CHECK(redis.ask("ZINTER 2 a b WEIGHTS 1 -1 AGGREGATE max WITHSCORES") ==
        "[\"x\", \"1\", \"y\", \"4\"]");
  CHECK(redis.ask("ZINTER 2 a b aggregate sum weights 10 10 withscores") ==
        "[\"y\", \"-20\", \"x\", \"40\"]");
  CHECK(redis.ask("ZUNION 2 a b WEIGHTS 1 1 WEIGHTS 2 2 WITHSCORES") ==
        "[\"y\", \"-4\", \"x\", \"8\"]");
}

TEST_CASE("a sum that is not a number is 0") {
  PlainRedis redis;
  redis.ask("ZADD a inf x");
  redis.ask("ZADD b -inf x 0 y");
  CHECK(redis.ask("ZUNION 2 a b WITHSCORES") == "[\"x\", \"0\", \"y\", \"0\"]");
  CHECK(redis.ask("ZINTER 2 a b WITHSCORES") == "[\"x\", \"0\"]");
  CHECK(redis.ask("ZUNION 1 a WEIGHTS 0 WITHSCORES") == "[\"x\", \"0\"]");
  CHECK(redis.ask("ZUNION 1 b WEIGHTS inf WITHSCORES") == "[\"x\", \"-inf\", \"y\", \"0\"]");
  CHECK(redis.ask("ZINTER 2 b a WEIGHTS 1 0 WITHSCORES") == "[\"x\", \"-inf\"]");
  CHECK(redis.ask("ZINTER 2 a b WEIGHTS 0 1 AGGREGATE MIN WITHSCORES") == "[\"x\", \"-inf\"]");
  CHECK(redis.ask("ZINTER 2 b a WEIGHTS 1 0 AGGREGATE MAX WITHSCORES") == "[\"x\", \"0\"]");
}

TEST_CASE("fractions are added from the smallest key on") {
  PlainRedis redis;
  redis.ask("ZADD a 0.1 x 1 y 1 z");
  redis.ask("ZADD b 0.2 x 1 y");
  redis.ask("ZADD c 0.3 x");
  CHECK(redis.ask("ZUNION 3 a b c WITHSCORES") ==
        "[\"x\", \"0.59999999999999998\", \"z\", \"1\", \"y\", \"2\"]");
  CHECK(redis.ask("ZINTER 3 a b c WITHSCORES") == "[\"x\", \"0.59999999999999998\"]");
  CHECK(redis.ask("ZUNION 2 b c WITHSCORES") == "[\"x\", \"0.5\", \"y\", \"1\"]");
}

TEST_CASE("ZINTERCARD counts, up to a limit") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x 2 y 3 z");
  redis.ask("ZADD b 1 x 2 y");
  CHECK(redis.ask("ZINTERCARD 2 a b") == "(integer) 2");
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT 1") == "(integer) 1");
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT 0") == "(integer) 2");
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT 5") == "(integer) 2");
  CHECK(redis.ask("ZINTERCARD 2 a none") == "(integer) 0");
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT -1") == kBadCardLimit);
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT x") == kBadCardLimit);
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT") == kSyntax);
  CHECK(redis.ask("ZINTERCARD 2 a b LIMIT 1 LIMIT 2") == "(integer) 2");
  CHECK(redis.ask("ZINTERCARD 2 a b WEIGHTS 1 2") == kSyntax);
  CHECK(redis.ask("ZINTERCARD 2 a b WITHSCORES") == kSyntax);
}

TEST_CASE("stored results replace a key of any type, and delete it where there is nothing") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x 2 y");
  redis.ask("ZADD b 3 y");
  redis.ask("SET d v");
  CHECK(redis.ask("ZUNIONSTORE d 2 a b") == "(integer) 2");
  CHECK(redis.ask("ZRANGE d 0 -1 WITHSCORES") == "[\"x\", \"1\", \"y\", \"5\"]");
  CHECK(redis.ask("ZINTERSTORE d 2 a b WEIGHTS 2 1 AGGREGATE MAX") == "(integer) 1");
  CHECK(redis.ask("ZRANGE d 0 -1 WITHSCORES") == "[\"y\", \"4\"]");
  CHECK(redis.ask("ZDIFFSTORE d 2 a b") == "(integer) 1");
  CHECK(redis.ask("ZRANGE d 0 -1 WITHSCORES") == "[\"x\", \"1\"]");
  CHECK(redis.ask("ZUNIONSTORE a 2 a a") == "(integer) 2");
  CHECK(redis.ask("ZRANGE a 0 -1 WITHSCORES") == "[\"x\", \"2\", \"y\", \"4\"]");
  CHECK(redis.ask("ZINTERSTORE d 2 a none") == "(integer) 0");
  CHECK(redis.ask("EXISTS d") == "(integer) 0");
  CHECK(redis.ask("ZINTERSTORE d 2 a none") == "(integer) 0");
  CHECK(redis.ask("ZUNIONSTORE d 2 a b WITHSCORES") == kSyntax);
  CHECK(redis.ask("ZDIFFSTORE d 2 a b WEIGHTS 1 1") == kSyntax);
}

TEST_CASE("the number of keys, the types of all, then the options") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x");
  redis.ask("SET s v");
  CHECK(redis.ask("ZUNION 0 a") ==
        "(error) ERR at least 1 input key is needed for 'zunion' command");
  CHECK(redis.ask("ZINTER -1 a") ==
        "(error) ERR at least 1 input key is needed for 'zinter' command");
  CHECK(redis.ask("ZDIFF 0 a") == "(error) ERR at least 1 input key is needed for 'zdiff' command");
  CHECK(redis.ask("ZINTERCARD 0 a") ==
        "(error) ERR at least 1 input key is needed for 'zintercard' command");
  CHECK(redis.ask("ZUNIONSTORE d 0 a") ==
        "(error) ERR at least 1 input key is needed for 'zunionstore' command");
  CHECK(redis.ask("ZINTERSTORE d 0 a") ==
        "(error) ERR at least 1 input key is needed for 'zinterstore' command");
  CHECK(redis.ask("ZDIFFSTORE d 0 a") ==
        "(error) ERR at least 1 input key is needed for 'zdiffstore' command");
  CHECK(redis.ask("ZUNION x a") == kNotAnInteger);
  CHECK(redis.ask("ZUNION 2 a") == kSyntax);
  CHECK(redis.ask("ZUNION 9223372036854775807 a") == kSyntax);
  CHECK(redis.ask("ZUNION 2 a s BOGUS") == kWrongType);
  CHECK(redis.ask("ZINTER 2 none s") == kWrongType);
  CHECK(redis.ask("ZDIFF 2 none s") == kWrongType);
  CHECK(redis.ask("ZINTERCARD 2 none s") == kWrongType);
  CHECK(redis.ask("ZUNIONSTORE d 2 a s") == kWrongType);
  CHECK(redis.ask("ZUNION 1 a BOGUS") == kSyntax);
  CHECK(redis.ask("ZUNION 1 a WEIGHTS") == kSyntax);
  CHECK(redis.ask("ZUNION 1 a WEIGHTS x") == kBadWeight);
  CHECK(redis.ask("ZUNION 2 a a WEIGHTS 1") == kSyntax);
  CHECK(redis.ask("ZUNION 1 a AGGREGATE") == kSyntax);
  CHECK(redis.ask("ZUNION 1 a AGGREGATE AVG") == kSyntax);
  CHECK(redis.ask("ZDIFF 1 a AGGREGATE SUM") == kSyntax);
  CHECK(redis.ask("ZUNION 1") == wrong_count("zunion"));
  CHECK(redis.ask("ZINTERSTORE d 1") == wrong_count("zinterstore"));
  CHECK(redis.ask("ZINTERCARD 1") == wrong_count("zintercard"));
  CHECK(redis.ask("ZDIFF 1") == wrong_count("zdiff"));
}

TEST_CASE("the unit of a stored result is its destination, and its effect one assignment") {
  PlainRedis redis;
  redis.ask("ZADD a 1 x");
  redis.ask("ZUNIONSTORE d 2 a b WEIGHTS 2 1");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Assign{{{"x", 2}}, std::nullopt}));
  const Arguments arguments = {"ZUNIONSTORE", "d", "2", "a", "b", "WEIGHTS", "2", "1"};
  const CommandKind& kind = *find_command("ZUNIONSTORE");
  CHECK(units_of(kind, arguments) == std::vector<Unit>{{"d", std::nullopt}});
  CHECK(keys_of(kind, arguments) == std::vector<Bytes>{"d", "a", "b"});
}

}  // namespace faultline::engine
