// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"
#include "engine/commands/range_errors.h"

namespace faultline::engine {
namespace {

constexpr const char* kLimitByRank =
    "(error) ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
constexpr const char* kScoresByLex =
    "(error) ERR syntax error, WITHSCORES not supported in combination with BYLEX";

}  // namespace

TEST_CASE("ZRANGE by position counts from either end") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c 4 d 5 e");
  CHECK(redis.ask("ZRANGE z 0 -1") == "[\"a\", \"b\", \"c\", \"d\", \"e\"]");
  CHECK(redis.ask("ZRANGE z 1 2") == "[\"b\", \"c\"]");
  CHECK(redis.ask("ZRANGE z -2 -1") == "[\"d\", \"e\"]");
  CHECK(redis.ask("ZRANGE z -100 1") == "[\"a\", \"b\"]");
  CHECK(redis.ask("ZRANGE z 3 100") == "[\"d\", \"e\"]");
  CHECK(redis.ask("ZRANGE z 3 1") == "[]");
  CHECK(redis.ask("ZRANGE z 5 9") == "[]");
  CHECK(redis.ask("ZRANGE z 0 -6") == "[]");
  CHECK(redis.ask("ZRANGE z 0 1 REV") == "[\"e\", \"d\"]");
  CHECK(redis.ask("ZRANGE z -2 -1 rev") == "[\"b\", \"a\"]");
  CHECK(redis.ask("ZRANGE z 1 1 WITHSCORES") == "[\"b\", \"2\"]");
  CHECK(redis.ask("ZRANGE z 0 1 REV WITHSCORES") == "[\"e\", \"5\", \"d\", \"4\"]");
  CHECK(redis.ask("ZREVRANGE z 0 1") == "[\"e\", \"d\"]");
  CHECK(redis.ask("ZREVRANGE z -2 -1 WITHSCORES") == "[\"b\", \"2\", \"a\", \"1\"]");
  CHECK(redis.ask("ZRANGE none 0 -1") == "[]");
  CHECK(redis.ask("ZRANGE z x 1") == kNotAnInteger);
  CHECK(redis.ask("ZRANGE z 0 1.5") == kNotAnInteger);
}

TEST_CASE("ZRANGE lists members of one score in byte order") {
  PlainRedis redis;
  CHECK(redis.run({"ZADD", "z", "1", "b", "1", "a", "1", "aa", "1", "B", "1", "", "1", "9", "1",
                   "10"}) == "(integer) 7");
  CHECK(redis.ask("ZRANGE z 0 -1") == "[\"\", \"10\", \"9\", \"B\", \"a\", \"aa\", \"b\"]");
}

TEST_CASE("ZRANGE by score takes ends inside and outside, and a limit") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 2 c 3 d");
  CHECK(redis.ask("ZRANGE z 1 2 BYSCORE") == "[\"a\", \"b\", \"c\"]");
  CHECK(redis.ask("ZRANGE z (1 3 BYSCORE") == "[\"b\", \"c\", \"d\"]");
  CHECK(redis.ask("ZRANGE z 1 (2 BYSCORE WITHSCORES") == "[\"a\", \"1\"]");
  CHECK(redis.ask("ZRANGE z 3 1 BYSCORE") == "[]");
  CHECK(redis.ask("ZRANGE z 3 1 BYSCORE REV") == "[\"d\", \"c\", \"b\", \"a\"]");
  CHECK(redis.ask("ZRANGE z 3 (1 BYSCORE REV") == "[\"d\", \"c\", \"b\"]");
  CHECK(redis.ask("ZRANGE z -inf +inf BYSCORE LIMIT 1 2") == "[\"b\", \"c\"]");
  CHECK(redis.ask("ZRANGE z -inf inf BYSCORE LIMIT 0 0") == "[]");
  CHECK(redis.ask("ZRANGE z -inf inf BYSCORE LIMIT 1 -1") == "[\"b\", \"c\", \"d\"]");
  CHECK(redis.ask("ZRANGE z -inf inf BYSCORE LIMIT 3 -9223372036854775808") == "[\"d\"]");
  CHECK(redis.ask("ZRANGE z -inf inf BYSCORE LIMIT 9 1") == "[]");
  CHECK(redis.ask("ZRANGE z -inf inf BYSCORE LIMIT -1 2") == "[]");
  CHECK(redis.ask("ZRANGE z inf -inf REV BYSCORE LIMIT 1 2 WITHSCORES") ==
        "[\"c\", \"2\", \"b\", \"2\"]");
  CHECK(redis.ask("ZRANGE z x 1 BYSCORE") == kBadScoreRange);
  CHECK(redis.ask("ZRANGE none 1 2 BYSCORE") == "[]");
}

TEST_CASE("ZRANGE by member takes ends inside, outside and open, and a limit") {
  PlainRedis redis;
  redis.ask("ZADD z 0 a 0 b 0 c 0 d");
  CHECK(redis.ask("ZRANGE z - + BYLEX") == "[\"a\", \"b\", \"c\", \"d\"]");
  CHECK(redis.ask("ZRANGE z [b (d BYLEX") == "[\"b\", \"c\"]");
  CHECK(redis.ask("ZRANGE z (b + BYLEX") == "[\"c\", \"d\"]");
  CHECK(redis.ask("ZRANGE z + - BYLEX") == "[]");
  CHECK(redis.ask("ZRANGE z + - BYLEX REV") == "[\"d\", \"c\", \"b\", \"a\"]");
  CHECK(redis.ask("ZRANGE z [c - BYLEX REV") == "[\"c\", \"b\", \"a\"]");
  CHECK(redis.ask("ZRANGE z - + BYLEX LIMIT 1 2") == "[\"b\", \"c\"]");
  CHECK(redis.ask("ZRANGE z + (a BYLEX REV LIMIT 1 -1") == "[\"c\", \"b\"]");
  CHECK(redis.ask("ZRANGE z b d BYLEX") == kBadLexRange);
  CHECK(redis.ask("ZRANGE none - + BYLEX") == "[]");
}

TEST_CASE("ZRANGE by member where scores differ goes as far as neighbours fit") {
  PlainRedis redis;
  redis.ask("ZADD z 0 b 1 d 2 c");
  CHECK(redis.ask("ZRANGE z [b [c BYLEX") == "[\"b\"]");
  CHECK(redis.ask("ZRANGE z [c [d BYLEX") == "[\"d\", \"c\"]");
  CHECK(redis.ask("ZRANGE z [c [b BYLEX REV") == "[\"c\", \"d\", \"b\"]");
  CHECK(redis.ask("ZRANGE z [d [c BYLEX REV") == "[\"c\", \"d\"]");
  CHECK(redis.ask("ZRANGE z [d + BYLEX") == "[]");
  CHECK(redis.ask("ZRANGE z - [a BYLEX") == "[]");
}

TEST_CASE("options of ZRANGE that do not go together, or come twice") {
  PlainRedis redis;
  redis.ask("ZADD z 0 a 1 b");
  CHECK(redis.ask("ZRANGE z 0 1 LIMIT 0 1") == kLimitByRank);
  CHECK(redis.ask("ZRANGE z 0 1 LIMIT 0 -1") == "[\"a\", \"b\"]");
  CHECK(redis.ask("ZRANGE z 0 1 LIMIT 1 -1") == "[\"a\", \"b\"]");
  CHECK(redis.ask("ZRANGE z - + BYLEX WITHSCORES") == kScoresByLex);
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE BYLEX") == kSyntax);
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE BYSCORE") == kSyntax);
  CHECK(redis.ask("ZRANGE z 0 1 REV REV") == kSyntax);
  CHECK(redis.ask("ZRANGE z 0 1 WITHSCORES WITHSCORES") == "[\"a\", \"0\", \"b\", \"1\"]");
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE LIMIT 0") == kSyntax);
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE LIMIT x 1") == kNotAnInteger);
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE LIMIT x 1 BOGUS") == kNotAnInteger);
  CHECK(redis.ask("ZRANGE z 0 1 BYSCORE LIMIT 5 5 LIMIT 0 1") == "[\"a\"]");
  CHECK(redis.ask("ZRANGE z 0 1 BOGUS") == kSyntax);
}

TEST_CASE("the older range commands have their form from their name") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c");
  CHECK(redis.ask("ZRANGEBYSCORE z 1 2") == "[\"a\", \"b\"]");
  CHECK(redis.ask("ZRANGEBYSCORE z (1 +inf WITHSCORES LIMIT 1 1") == "[\"c\", \"3\"]");
  CHECK(redis.ask("ZREVRANGEBYSCORE z 2 1") == "[\"b\", \"a\"]");
  CHECK(redis.ask("ZREVRANGEBYSCORE z +inf (1 LIMIT 0 1 WITHSCORES") == "[\"c\", \"3\"]");
  redis.ask("ZADD y 0 a 0 b 0 c");
  CHECK(redis.ask("ZRANGEBYLEX y [b + LIMIT 0 1") == "[\"b\"]");
  CHECK(redis.ask("ZREVRANGEBYLEX y + [b") == "[\"c\", \"b\"]");
  CHECK(redis.ask("ZRANGEBYSCORE z 1 2 REV") == kSyntax);
  CHECK(redis.ask("ZRANGEBYSCORE z 1 2 BYLEX") == kSyntax);
  CHECK(redis.ask("ZREVRANGE z 0 1 REV") == kSyntax);
  CHECK(redis.ask("ZREVRANGE z 0 1 BYSCORE") == kSyntax);
  CHECK(redis.ask("ZREVRANGE z 0 1 LIMIT 0 1") == kLimitByRank);
  CHECK(redis.ask("ZRANGEBYLEX y - + WITHSCORES") == kScoresByLex);
  CHECK(redis.ask("ZRANGEBYSCORE z a 2") == kBadScoreRange);
  CHECK(redis.ask("ZRANGEBYLEX y a +") == kBadLexRange);
  CHECK(redis.ask("ZREVRANGE z a 1") == kNotAnInteger);
}

TEST_CASE("range commands refuse another type after what they cannot read") {
  PlainRedis redis;
  redis.ask("SET s v");
  CHECK(redis.ask("ZRANGE s 0 1") == kWrongType);
  CHECK(redis.ask("ZRANGE s 0 1 BOGUS") == kSyntax);
  CHECK(redis.ask("ZRANGE s x 1") == kNotAnInteger);
  CHECK(redis.ask("ZRANGEBYSCORE s 0 1") == kWrongType);
  CHECK(redis.ask("ZRANGEBYSCORE s x 1") == kBadScoreRange);
  CHECK(redis.ask("ZREVRANGEBYLEX s + -") == kWrongType);
  CHECK(redis.ask("ZRANGESTORE d s 0 -1") == kWrongType);
  CHECK(redis.ask("ZRANGE z 0") == wrong_count("zrange"));
  CHECK(redis.ask("ZREVRANGE z 0") == wrong_count("zrevrange"));
  CHECK(redis.ask("ZRANGEBYSCORE z 0") == wrong_count("zrangebyscore"));
  CHECK(redis.ask("ZREVRANGEBYSCORE z") == wrong_count("zrevrangebyscore"));
  CHECK(redis.ask("ZRANGEBYLEX z -") == wrong_count("zrangebylex"));
  CHECK(redis.ask("ZREVRANGEBYLEX z -") == wrong_count("zrevrangebylex"));
  CHECK(redis.ask("ZRANGESTORE d s 0") == wrong_count("zrangestore"));
}

TEST_CASE("ZRANGESTORE replaces a key of any type, and deletes it where nothing is found") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 3 c");
  redis.ask("SET d v");
  CHECK(redis.ask("ZRANGESTORE d z 1 -1") == "(integer) 2");
  CHECK(redis.ask("ZRANGE d 0 -1 WITHSCORES") == "[\"b\", \"2\", \"c\", \"3\"]");
  CHECK(redis.ask("ZRANGESTORE d z (1 inf BYSCORE LIMIT 0 1") == "(integer) 1");
  CHECK(redis.ask("ZRANGE d 0 -1") == "[\"b\"]");
  CHECK(redis.ask("ZRANGESTORE z z 0 0 REV") == "(integer) 1");
  CHECK(redis.ask("ZRANGE z 0 -1") == "[\"c\"]");
  CHECK(redis.ask("ZRANGESTORE z z 5 6") == "(integer) 0");
  CHECK(redis.ask("EXISTS z") == "(integer) 0");
  CHECK(redis.ask("ZRANGESTORE d none 0 -1") == "(integer) 0");
  CHECK(redis.ask("EXISTS d") == "(integer) 0");
  CHECK(redis.ask("ZRANGESTORE d none 0 -1") == "(integer) 0");
  CHECK(redis.ask("ZRANGESTORE d z 0 -1 WITHSCORES") == kSyntax);
}

TEST_CASE("ZRANGESTORE is one assignment of its destination, or a deletion where there is one") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b");
  redis.ask("ZRANGESTORE d z 0 -1");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].key == Bytes("d"));
  CHECK(redis.effects().list()[0].change ==
        Change(sorted_set::Assign{{{"a", 1}, {"b", 2}}, std::nullopt}));
  redis.ask("ZRANGESTORE d none 0 -1");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(Delete{}));
  redis.ask("ZRANGESTORE d none 0 -1");
  CHECK(redis.effects().empty());
  const Arguments arguments = {"ZRANGESTORE", "d", "z", "0", "-1"};
  CHECK(units_of(*find_command("zrangestore"), arguments) ==
        std::vector<Unit>{{"d", std::nullopt}});
  CHECK(keys_of(*find_command("zrangestore"), arguments) == std::vector<Bytes>{"d", "z"});
}

}  // namespace faultline::engine
