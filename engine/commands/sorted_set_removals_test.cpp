// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"
#include "engine/commands/range_errors.h"

namespace faultline::engine {
namespace {

constexpr const char* kBadPopCount = "(error) ERR value is out of range, must be positive";
constexpr const char* kBadKeyCount = "(error) ERR numkeys should be greater than 0";
constexpr const char* kBadManyPopCount = "(error) ERR count should be greater than 0";

}  // namespace

TEST_CASE("ZPOPMIN and ZPOPMAX take members from either end") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 2 c 3 d 4 e");
  CHECK(redis.ask("ZPOPMIN z") == "[\"a\", \"1\"]");
  CHECK(redis.ask("ZPOPMAX z") == "[\"e\", \"4\"]");
  CHECK(redis.ask("ZPOPMAX z 2") == "[\"d\", \"3\", \"c\", \"2\"]");
  CHECK(redis.ask("ZPOPMIN z 9") == "[\"b\", \"2\"]");
  CHECK(redis.ask("EXISTS z") == "(integer) 0");
  CHECK(redis.ask("ZPOPMIN z") == "[]");
  CHECK(redis.ask("ZPOPMAX z 3") == "[]");
  redis.ask("ZADD z 1 a");
  CHECK(redis.ask("ZPOPMIN z 0") == "[]");
  CHECK(redis.ask("ZPOPMIN z -1") == kBadPopCount);
  CHECK(redis.ask("ZPOPMAX z x") == kBadPopCount);
  CHECK(redis.ask("ZPOPMIN z 1 2") == kSyntax);
  CHECK(redis.ask("ZCARD z") == "(integer) 1");
}

TEST_CASE("ZMPOP pops from the first key that exists") {
  PlainRedis redis;
  redis.ask("ZADD y 1 a 2 b 3 c");
  redis.ask("ZADD z 5 e");
  CHECK(redis.ask("ZMPOP 2 x y MIN") == "[\"y\", [[\"a\", \"1\"]]]");
  CHECK(redis.ask("ZMPOP 3 x y z MAX COUNT 9") == "[\"y\", [[\"c\", \"3\"], [\"b\", \"2\"]]]");
  CHECK(redis.ask("ZMPOP 3 x y z min count 1") == "[\"z\", [[\"e\", \"5\"]]]");
  CHECK(redis.ask("ZMPOP 3 x y z MIN") == "(nil)");
  CHECK(redis.ask("EXISTS x y z") == "(integer) 0");
}

TEST_CASE("ZMPOP says what is wrong with its arguments in order") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a");
  CHECK(redis.ask("ZMPOP 0 z MIN") == kBadKeyCount);
  CHECK(redis.ask("ZMPOP x z MIN") == kBadKeyCount);
  CHECK(redis.ask("ZMPOP -1 z MIN") == kBadKeyCount);
  CHECK(redis.ask("ZMPOP 2 z MIN") == kSyntax);
  CHECK(redis.ask("ZMPOP 9223372036854775807 z MIN") == kSyntax);
  CHECK(redis.ask("ZMPOP 1 z MID") == kSyntax);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT") == kSyntax);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT 0") == kBadManyPopCount);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT x") == kBadManyPopCount);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT -1") == kBadManyPopCount);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT 1 COUNT 1") == kSyntax);
  CHECK(redis.ask("ZMPOP 1 z MIN BOGUS 1") == kSyntax);
  CHECK(redis.ask("ZMPOP 1 z MIN COUNT 0 BOGUS") == kBadManyPopCount);
  CHECK(redis.ask("ZMPOP 1 z") == wrong_count("zmpop"));
  redis.ask("SET s v");
  CHECK(redis.ask("ZMPOP 2 s z MIN") == kWrongType);
  CHECK(redis.ask("ZMPOP 2 z s MIN") == "[\"z\", [[\"a\", \"1\"]]]");
  CHECK(redis.ask("ZMPOP 2 z s MIN") == kWrongType);
}

TEST_CASE("ZREMRANGE removes by position, score or member") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c 4 d 5 e 6 f");
  CHECK(redis.ask("ZREMRANGEBYRANK z 0 1") == "(integer) 2");
  CHECK(redis.ask("ZREMRANGEBYRANK z -1 -1") == "(integer) 1");
  CHECK(redis.ask("ZREMRANGEBYRANK z 5 9") == "(integer) 0");
  CHECK(redis.ask("ZREMRANGEBYSCORE z (3 4") == "(integer) 1");
  CHECK(redis.ask("ZREMRANGEBYSCORE z 9 inf") == "(integer) 0");
  CHECK(redis.ask("ZRANGE z 0 -1") == "[\"c\", \"e\"]");
  CHECK(redis.ask("ZREMRANGEBYRANK z 0 -1") == "(integer) 2");
  CHECK(redis.ask("EXISTS z") == "(integer) 0");
  redis.ask("ZADD z 0 a 0 b 0 c 0 d");
  CHECK(redis.ask("ZREMRANGEBYLEX z [b (d") == "(integer) 2");
  CHECK(redis.ask("ZREMRANGEBYLEX z - +") == "(integer) 2");
  CHECK(redis.ask("EXISTS z") == "(integer) 0");
  CHECK(redis.ask("ZREMRANGEBYRANK z 0 -1") == "(integer) 0");
  CHECK(redis.ask("ZREMRANGEBYSCORE z 0 1") == "(integer) 0");
  CHECK(redis.ask("ZREMRANGEBYLEX z - +") == "(integer) 0");
}

TEST_CASE("ZREMRANGE refuses ranges that it cannot read, then another type") {
  PlainRedis redis;
  redis.ask("SET s v");
  CHECK(redis.ask("ZREMRANGEBYRANK s x 1") == kNotAnInteger);
  CHECK(redis.ask("ZREMRANGEBYRANK s 0 1") == kWrongType);
  CHECK(redis.ask("ZREMRANGEBYSCORE s x 1") == kBadScoreRange);
  CHECK(redis.ask("ZREMRANGEBYSCORE s 0 1") == kWrongType);
  CHECK(redis.ask("ZREMRANGEBYLEX s x +") == kBadLexRange);
  CHECK(redis.ask("ZREMRANGEBYLEX s - +") == kWrongType);
  CHECK(redis.ask("ZPOPMIN s") == kWrongType);
  CHECK(redis.ask("ZPOPMIN s 0") == kWrongType);
  CHECK(redis.ask("ZPOPMAX s -1") == kBadPopCount);
  CHECK(redis.ask("ZPOPMIN") == wrong_count("zpopmin"));
  CHECK(redis.ask("ZPOPMAX") == wrong_count("zpopmax"));
  CHECK(redis.ask("ZREMRANGEBYRANK z 1") == wrong_count("zremrangebyrank"));
  CHECK(redis.ask("ZREMRANGEBYSCORE z 1") == wrong_count("zremrangebyscore"));
  CHECK(redis.ask("ZREMRANGEBYLEX z - + +") == wrong_count("zremrangebylex"));
}

TEST_CASE("what is popped or removed by a range is one removal, and the key is its unit") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c 4 d 5 e");
  redis.ask("ZPOPMAX z 2");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Remove{{"e", "d"}}));
  redis.ask("ZMPOP 2 y z MIN");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].unit == 1);
  CHECK(redis.effects().list()[0].key == Bytes("z"));
  redis.ask("ZREMRANGEBYRANK z 0 0");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Remove{{"b"}}));
  for (const char* line : {"ZPOPMIN z 0", "ZPOPMIN none", "ZREMRANGEBYRANK z 7 9"}) {
    redis.ask(line);
    CHECK(redis.effects().empty());
  }
  const Arguments arguments = {"ZMPOP", "2", "y", "z", "MIN"};
  CHECK(units_of(*find_command("ZMPOP"), arguments) ==
        std::vector<Unit>{{"y", std::nullopt}, {"z", std::nullopt}});
}

}  // namespace faultline::engine
