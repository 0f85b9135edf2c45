// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"
#include "engine/commands/range_errors.h"

namespace faultline::engine {

TEST_CASE("ZREM counts the members that were there, and the last one takes the key") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b");
  CHECK(redis.ask("ZREM z a a x") == "(integer) 1");
  CHECK(redis.ask("ZREM z b") == "(integer) 1");
  CHECK(redis.ask("EXISTS z") == "(integer) 0");
  CHECK(redis.ask("ZREM z b") == "(integer) 0");
}

TEST_CASE("scores and ranks of members, and of members that are not there") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 1 b 0.5 c 2 d");
  CHECK(redis.ask("ZCARD z") == "(integer) 4");
  CHECK(redis.ask("ZSCORE z c") == "\"0.5\"");
  CHECK(redis.ask("ZSCORE z x") == "(nil)");
  CHECK(redis.ask("ZMSCORE z d x a") == "[\"2\", (nil), \"1\"]");
  CHECK(redis.ask("ZRANK z c") == "(integer) 0");
  CHECK(redis.ask("ZRANK z a") == "(integer) 1");
  CHECK(redis.ask("ZRANK z b") == "(integer) 2");
  CHECK(redis.ask("ZRANK z x") == "(nil)");
  CHECK(redis.ask("ZREVRANK z d") == "(integer) 0");
  CHECK(redis.ask("ZREVRANK z b") == "(integer) 1");
  CHECK(redis.ask("ZREVRANK z a") == "(integer) 2");
  CHECK(redis.ask("ZREVRANK z x") == "(nil)");
}

TEST_CASE("reading a sorted set that does not exist") {
  PlainRedis redis;
  CHECK(redis.ask("ZCARD z") == "(integer) 0");
  CHECK(redis.ask("ZSCORE z a") == "(nil)");
  CHECK(redis.ask("ZMSCORE z a b") == "[(nil), (nil)]");
  CHECK(redis.ask("ZRANK z a") == "(nil)");
  CHECK(redis.ask("ZREVRANK z a") == "(nil)");
  CHECK(redis.ask("ZCOUNT z 0 1") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z - +") == "(integer) 0");
}

TEST_CASE("ZCOUNT with ends inside, outside and infinite") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b 2 c 3 d");
  CHECK(redis.ask("ZCOUNT z 1 2") == "(integer) 3");
  CHECK(redis.ask("ZCOUNT z (1 2") == "(integer) 2");
  CHECK(redis.ask("ZCOUNT z 1 (2") == "(integer) 1");
  CHECK(redis.ask("ZCOUNT z (1 (2") == "(integer) 0");
  CHECK(redis.ask("ZCOUNT z 2 2") == "(integer) 2");
  CHECK(redis.ask("ZCOUNT z (2 2") == "(integer) 0");
  CHECK(redis.ask("ZCOUNT z 3 1") == "(integer) 0");
  CHECK(redis.ask("ZCOUNT z -inf +inf") == "(integer) 4");
  CHECK(redis.ask("ZCOUNT z (-inf (inf") == "(integer) 4");
  CHECK(redis.ask("ZCOUNT z 4 inf") == "(integer) 0");
  CHECK(redis.ask("ZCOUNT z 0x1 2.5e0") == "(integer) 3");
  CHECK(redis.ask("ZCOUNT z a 1") == kBadScoreRange);
  CHECK(redis.ask("ZCOUNT z 1 nan") == kBadScoreRange);
  CHECK(redis.ask("ZCOUNT z ((1 2") == kBadScoreRange);
  redis.ask("ZADD z inf e -inf f");
  CHECK(redis.ask("ZCOUNT z -inf inf") == "(integer) 6");
  CHECK(redis.ask("ZCOUNT z (-inf (inf") == "(integer) 4");
  CHECK(redis.ask("ZCOUNT z inf inf") == "(integer) 1");
  CHECK(redis.ask("ZCOUNT z (inf inf") == "(integer) 0");
}

TEST_CASE("ends of a range by score are read as strtod reads a text") {
  PlainRedis redis;
  redis.ask("ZADD z 0 a 1 b");
  CHECK(redis.run({"ZCOUNT", "z", "", "("}) == "(integer) 0");
  CHECK(redis.run({"ZCOUNT", "z", " 0", "( 1"}) == "(integer) 1");
  CHECK(redis.run({"ZCOUNT", "z", "0 ", "1"}) == kBadScoreRange);
  CHECK(redis.ask("ZCOUNT z -1e400 1e400") == "(integer) 2");
}

TEST_CASE("ZLEXCOUNT with ends inside, outside and open") {
  PlainRedis redis;
  redis.ask("ZADD z 0 a 0 b 0 bb 0 c");
  CHECK(redis.ask("ZLEXCOUNT z - +") == "(integer) 4");
  CHECK(redis.ask("ZLEXCOUNT z [a [b") == "(integer) 2");
  CHECK(redis.ask("ZLEXCOUNT z (a [b") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z [a (b") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z (b (c") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z [b [b") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z (b [b") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z [c [a") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z + -") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z - -") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z + +") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z [ (") == "(integer) 0");
  CHECK(redis.ask("ZLEXCOUNT z [ [zz") == "(integer) 4");
  CHECK(redis.ask("ZLEXCOUNT z a [b") == kBadLexRange);
  CHECK(redis.ask("ZLEXCOUNT z - inf") == kBadLexRange);
  CHECK(redis.ask("ZLEXCOUNT z -x +") == kBadLexRange);
  CHECK(redis.run({"ZLEXCOUNT", "z", "", "+"}) == kBadLexRange);
}

TEST_CASE("ZLEXCOUNT of members with different scores stops at the first one that is too large") {
  PlainRedis redis;
  redis.ask("ZADD z 0 b 1 d 2 c");
  CHECK(redis.ask("ZLEXCOUNT z [b [c") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z [c [d") == "(integer) 2");
  CHECK(redis.ask("ZLEXCOUNT z - [c") == "(integer) 1");
  CHECK(redis.ask("ZLEXCOUNT z [d +") == "(integer) 0");
}

TEST_CASE("sorted set commands refuse another type after what they cannot read") {
  PlainRedis redis;
  redis.ask("SET s v");
  CHECK(redis.ask("ZREM s a") == kWrongType);
  CHECK(redis.ask("ZCARD s") == kWrongType);
  CHECK(redis.ask("ZSCORE s a") == kWrongType);
  CHECK(redis.ask("ZMSCORE s a") == kWrongType);
  CHECK(redis.ask("ZRANK s a") == kWrongType);
  CHECK(redis.ask("ZREVRANK s a") == kWrongType);
  CHECK(redis.ask("ZCOUNT s 0 1") == kWrongType);
  CHECK(redis.ask("ZCOUNT s x 1") == kBadScoreRange);
  CHECK(redis.ask("ZLEXCOUNT s - +") == kWrongType);
  CHECK(redis.ask("ZLEXCOUNT s x +") == kBadLexRange);
  CHECK(redis.ask("GET s") == "\"v\"");
}

TEST_CASE("sorted set commands with a wrong number of arguments") {
  PlainRedis redis;
  CHECK(redis.ask("zrem z") == wrong_count("zrem"));
  CHECK(redis.ask("zcard") == wrong_count("zcard"));
  CHECK(redis.ask("zcard z a") == wrong_count("zcard"));
  CHECK(redis.ask("zscore z") == wrong_count("zscore"));
  CHECK(redis.ask("zscore z a b") == wrong_count("zscore"));
  CHECK(redis.ask("zmscore z") == wrong_count("zmscore"));
  CHECK(redis.ask("zrank z") == wrong_count("zrank"));
  CHECK(redis.ask("zrank z a b") == wrong_count("zrank"));
  CHECK(redis.ask("zrevrank z a b") == wrong_count("zrevrank"));
  CHECK(redis.ask("zcount z 1") == wrong_count("zcount"));
  CHECK(redis.ask("zcount z 1 2 3") == wrong_count("zcount"));
  CHECK(redis.ask("zlexcount z -") == wrong_count("zlexcount"));
}

TEST_CASE("the units of ZREM are its members") {
  PlainRedis redis;
  redis.ask("ZADD z 1 a 2 b");
  redis.ask("ZREM z x b b");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].unit == 1);
  CHECK(redis.effects().list()[0].change == Change(sorted_set::Remove{{"b"}}));
}

}  // namespace faultline::engine
