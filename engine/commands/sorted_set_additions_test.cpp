// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kBadScore = "(error) ERR value is not a valid float";
constexpr const char* kNanScore = "(error) ERR resulting score is not a number (NaN)";
constexpr const char* kBothConditions =
    "(error) ERR XX and NX options at the same time are not compatible";
constexpr const char* kBothOrders =
    "(error) ERR GT, LT, and/or NX options at the same time are not compatible";
constexpr const char* kOnePair = "(error) ERR INCR option supports a single increment-element pair";

}  // namespace

TEST_CASE("ZADD counts the members that are new, with CH the changed ones too") {
  PlainRedis redis;
  CHECK(redis.ask("ZADD z 1 a 2 b") == "(integer) 2");
  CHECK(redis.ask("ZADD z 1 a 3 b 4 c") == "(integer) 1");
  CHECK(redis.ask("ZADD z CH 1 a 5 b 6 d") == "(integer) 2");
  CHECK(redis.ask("ZRANGE z 0 -1 WITHSCORES") ==
        "[\"a\", \"1\", \"c\", \"4\", \"b\", \"5\", \"d\", \"6\"]");
  CHECK(redis.ask("TYPE z") == "zset");
}

TEST_CASE("ZADD takes what strtod takes and says scores with seventeen digits") {
  PlainRedis redis;
  redis.ask("ZADD z 0.1 a 1e3 b inf c -inf d 0x10 e 3.0 f 12345678901234567890 g");
  CHECK(redis.ask("ZMSCORE z a b c d e f g") ==
        "[\"0.10000000000000001\", \"1000\", \"inf\", \"-inf\", \"16\", \"3\", "
        "\"1.2345678901234567e+19\"]");
  CHECK(redis.ask("ZADD z nan h") == kBadScore);
  CHECK(redis.ask("ZADD z x h") == kBadScore);
  CHECK(redis.run({"ZADD", "z", "", "h"}) == kBadScore);
  CHECK(redis.run({"ZADD", "z", " 1", "h"}) == kBadScore);
  CHECK(redis.ask("ZADD z 1e400 h") == kBadScore);
  CHECK(redis.ask("ZADD z 1 a x h") == kBadScore);
  CHECK(redis.ask("ZCARD z") == "(integer) 7");
  CHECK(redis.ask("ZADD z -0 h") == "(integer) 1");
  CHECK(redis.ask("ZSCORE z h") == "\"0\"");
}

TEST_CASE("ZADD with NX adds only, with XX changes only") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a");
  CHECK(redis.ask("ZADD z NX 2 a 3 b") == "(integer) 1");
  CHECK(redis.ask("ZADD z XX 5 a 6 c") == "(integer) 0");
  CHECK(redis.ask("ZADD z XX CH 7 a 8 c") == "(integer) 1");
  CHECK(redis.ask("ZRANGE z 0 -1 WITHSCORES") == "[\"b\", \"3\", \"a\", \"7\"]");
  CHECK(redis.ask("ZADD none XX 1 a") == "(integer) 0");
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
  CHECK(redis.ask("ZADD z NX XX 1 a") == kBothConditions);
  CHECK(redis.ask("ZADD z xx nx 1 a") == kBothConditions);
  CHECK(redis.ask("ZADD z NX NX 1 a") == "(integer) 0");
}

TEST_CASE("ZADD with GT or LT moves a score one way only") {
  PlainRedis redis;
  redis.ask("ZADD z 5 a");
  CHECK(redis.ask("ZADD z GT CH 4 a") == "(integer) 0");
  CHECK(redis.ask("ZADD z GT CH 6 a") == "(integer) 1");
  CHECK(redis.ask("ZADD z GT CH 6 a") == "(integer) 0");
  CHECK(redis.ask("ZADD z LT CH 7 a") == "(integer) 0");
  CHECK(redis.ask("ZADD z LT CH 3 a") == "(integer) 1");
  CHECK(redis.ask("ZADD z GT 1 b") == "(integer) 1");
  CHECK(redis.ask("ZADD z XX GT 9 a 9 c") == "(integer) 0");
  CHECK(redis.ask("ZRANGE z 0 -1 WITHSCORES") == "[\"b\", \"1\", \"a\", \"9\"]");
  CHECK(redis.ask("ZADD z GT LT 1 a") == kBothOrders);
  CHECK(redis.ask("ZADD z NX GT 1 a") == kBothOrders);
  CHECK(redis.ask("ZADD z NX LT 1 a") == kBothOrders);
}

TEST_CASE("ZADD of one member several times sees its own earlier pairs") {
  PlainRedis redis;
  CHECK(redis.ask("ZADD z 1 a 2 a") == "(integer) 1");
  CHECK(redis.ask("ZSCORE z a") == "\"2\"");
  CHECK(redis.ask("ZADD z CH 3 a 3 a 2 a") == "(integer) 2");
  CHECK(redis.ask("ZADD z NX 1 b 2 b") == "(integer) 1");
  CHECK(redis.ask("ZSCORE z b") == "\"1\"");
  CHECK(redis.ask("ZADD z GT CH 5 a 4 a 6 a") == "(integer) 2");
  CHECK(redis.ask("ZSCORE z a") == "\"6\"");
}

TEST_CASE("ZADD with INCR answers the new score, or nil where a condition forbids") {
  PlainRedis redis;
  CHECK(redis.ask("ZADD z INCR 1.5 a") == "\"1.5\"");
  CHECK(redis.ask("ZADD z INCR 1.5 a") == "\"3\"");
  CHECK(redis.ask("ZADD z NX INCR 1 a") == "(nil)");
  CHECK(redis.ask("ZADD z XX INCR 1 b") == "(nil)");
  CHECK(redis.ask("ZADD z GT INCR -1 a") == "(nil)");
  CHECK(redis.ask("ZADD z GT INCR 0 a") == "(nil)");
  CHECK(redis.ask("ZADD z LT INCR -1 a") == "\"2\"");
  CHECK(redis.ask("ZADD z CH INCR 1 a") == "\"3\"");
  CHECK(redis.ask("ZADD z INCR 1 a 2 b") == kOnePair);
  CHECK(redis.ask("ZADD z INCR inf a") == "\"inf\"");
  CHECK(redis.ask("ZADD z INCR -inf a") == kNanScore);
  CHECK(redis.ask("ZADD z NX INCR -inf a") == "(nil)");
  CHECK(redis.ask("ZSCORE z a") == "\"inf\"");
}

TEST_CASE("ZINCRBY adds to a score, and begins with nothing") {
  PlainRedis redis;
  CHECK(redis.ask("ZINCRBY z 0.1 a") == "\"0.10000000000000001\"");
  CHECK(redis.ask("ZINCRBY z 0.2 a") == "\"0.30000000000000004\"");
  CHECK(redis.ask("ZINCRBY z -inf a") == "\"-inf\"");
  CHECK(redis.ask("ZINCRBY z inf a") == kNanScore);
  CHECK(redis.ask("ZINCRBY z inf b") == "\"inf\"");
  CHECK(redis.ask("ZINCRBY z x a") == kBadScore);
  CHECK(redis.ask("ZINCRBY z 1e400 a") == kBadScore);
  CHECK(redis.ask("ZINCRBY z NX a") == kSyntax);
  CHECK(redis.ask("ZINCRBY z incr a") == kSyntax);
  CHECK(redis.ask("ZRANGE z 0 -1 WITHSCORES") == "[\"a\", \"-inf\", \"b\", \"inf\"]");
}

TEST_CASE("ZADD looks at pairs, conditions, scores and the type, in this order") {
  PlainRedis redis;
  redis.ask("SET s v");
  CHECK(redis.ask("ZADD s 1 a") == kWrongType);
  CHECK(redis.ask("ZADD s x a") == kBadScore);
  CHECK(redis.ask("ZADD s NX XX x a") == kBothConditions);
  CHECK(redis.ask("ZADD s NX XX x") == kSyntax);
  CHECK(redis.ask("ZADD z 1 a 2") == kSyntax);
  CHECK(redis.ask("ZADD z NX CH") == kSyntax);
  CHECK(redis.ask("ZADD z BOGUS 1 a") == kSyntax);
  CHECK(redis.ask("ZADD z 1 a NX") == kSyntax);
  CHECK(redis.ask("ZADD s XX 1 a") == kWrongType);
  CHECK(redis.ask("ZINCRBY s 1 a") == kWrongType);
  CHECK(redis.ask("ZADD z 1") == wrong_count("zadd"));
  CHECK(redis.ask("ZADD") == wrong_count("zadd"));
  CHECK(redis.ask("ZINCRBY z 1") == wrong_count("zincrby"));
  CHECK(redis.ask("ZINCRBY z 1 a 2") == wrong_count("zincrby"));
}

TEST_CASE("ZADD of the score that a member has is sent on but changes nothing here") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b");
  redis.ask("ZADD z 1 a 3 b");
  REQUIRE(redis.effects().list().size() == 2);
  CHECK_FALSE(redis.effects().changed(0));
  CHECK(redis.effects().changed(1));
}

TEST_CASE("ZADD that a condition forbids has no effect") {
  PlainRedis redis;
  redis.ask("ZADD z 5 a");
  for (const char* line : {"ZADD z NX 6 a", "ZADD z XX 6 b", "ZADD z GT 5 a", "ZADD z LT 5 a",
                           "ZADD z GT INCR -1 a", "ZADD none XX 1 a"}) {
    INFO(line);
    redis.ask(line);
    CHECK(redis.effects().empty());
  }
}

TEST_CASE("ZADD puts scores, ZINCRBY and ZADD with INCR add differences") {
  PlainRedis redis;
  redis.ask("ZADD z 5 a");
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Put{"a", 5}));
  redis.ask("ZINCRBY z 2 a");
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Increment{"a", 2}));
  redis.ask("ZADD z INCR 3 a");
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Increment{"a", 3}));
  redis.ask("ZINCRBY z 0 a");
  CHECK(redis.effects().list().size() == 1);
  CHECK_FALSE(redis.effects().changed(0));
}

TEST_CASE("the units of ZADD are its members, after its options") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a");
  const Arguments arguments = {"zadd", "z", "nx", "ch", "1", "a", "2", "b"};
  redis.run(arguments);
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].unit == 1);
  const auto units = units_of(*find_command("ZADD"), arguments);
  REQUIRE(units.size() == 2);
  CHECK(units[0] == Unit{"z", Bytes("a")});
  CHECK(units[1] == Unit{"z", Bytes("b")});
}

}  // namespace faultline::engine
