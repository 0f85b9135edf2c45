// Replies and errors are those of a real Redis 7.0.15, letter for letter. Fields come in byte
// order, which Redis does not promise.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("HSET counts the fields that are new, once each, and the last value stays") {
  PlainRedis redis;
  CHECK(redis.ask("HSET h f v f w g x") == "(integer) 2");
  CHECK(redis.ask("HSET h f v") == "(integer) 0");
  CHECK(redis.ask("HSET h f v2 n 1") == "(integer) 1");
  CHECK(redis.run({"HSET", "h", "", ""}) == "(integer) 1");
  CHECK(redis.ask("HGETALL h") == "[\"\", \"\", \"f\", \"v2\", \"g\", \"x\", \"n\", \"1\"]");
  CHECK(redis.ask("TYPE h") == "hash");
}

TEST_CASE("HMSET answers OK, HSETNX sets absent fields only") {
  PlainRedis redis;
  CHECK(redis.ask("HMSET h a 1 a 2") == "OK");
  CHECK(redis.ask("HGET h a") == "\"2\"");
  CHECK(redis.ask("HSETNX h a 3") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("HSETNX h b 3") == "(integer) 1");
  CHECK(redis.ask("HGETALL h") == "[\"a\", \"2\", \"b\", \"3\"]");
  CHECK(redis.ask("HSETNX new b 3") == "(integer) 1");
}

TEST_CASE("reading a hash, or one that does not exist") {
  PlainRedis redis;
  redis.ask("HSET h f value g 10");
  CHECK(redis.ask("HGET h f") == "\"value\"");
  CHECK(redis.ask("HGET h z") == "(nil)");
  CHECK(redis.ask("HGET none f") == "(nil)");
  CHECK(redis.ask("HMGET h f z g f") == "[\"value\", (nil), \"10\", \"value\"]");
  CHECK(redis.ask("HMGET none f g") == "[(nil), (nil)]");
  CHECK(redis.ask("HKEYS h") == "[\"f\", \"g\"]");
  CHECK(redis.ask("HVALS h") == "[\"value\", \"10\"]");
  CHECK(redis.ask("HLEN h") == "(integer) 2");
  CHECK(redis.ask("HLEN none") == "(integer) 0");
  CHECK(redis.ask("HSTRLEN h f") == "(integer) 5");
  CHECK(redis.ask("HSTRLEN h z") == "(integer) 0");
  CHECK(redis.ask("HSTRLEN none f") == "(integer) 0");
  CHECK(redis.ask("HEXISTS h f") == "(integer) 1");
  CHECK(redis.ask("HEXISTS h z") == "(integer) 0");
  CHECK(redis.ask("HEXISTS none f") == "(integer) 0");
  for (const char* line : {"HGETALL none", "HKEYS none", "HVALS none"})
    CHECK(redis.ask(line) == "[]");
}

TEST_CASE("HDEL counts the fields that were there, and the last one takes the key") {
  PlainRedis redis;
  redis.ask("HSET h f v g x");
  CHECK(redis.ask("HDEL h f f z") == "(integer) 1");
  CHECK(redis.ask("HDEL h g") == "(integer) 1");
  CHECK(redis.ask("EXISTS h") == "(integer) 0");
  CHECK(redis.ask("HDEL h g") == "(integer) 0");
  CHECK(redis.effects().empty());
}

TEST_CASE("hash commands refuse another type") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* line :
       {"HSET s f v", "HMSET s f v", "HSETNX s f v", "HGET s f", "HMGET s f g", "HGETALL s",
        "HKEYS s", "HVALS s", "HLEN s", "HSTRLEN s f", "HEXISTS s f", "HDEL s f"}) {
    INFO(line);
    CHECK(redis.ask(line) == kWrongType);
    CHECK(redis.effects().empty());
  }
  redis.ask("HSET h f v");
  CHECK(redis.ask("GET h") == kWrongType);
  CHECK(redis.ask("SADD h a") == kWrongType);
}

TEST_CASE("hash commands with a wrong number of arguments, pairs before the type") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* line :
       {"hset",          "hset h f",      "hset h f v g", "hset s f v g",   "hmset h f",
        "hmset h f v g", "hmset s f v g", "hsetnx h f",   "hsetnx h f v x", "hget h",
        "hget h f g",    "hmget h",       "hgetall",      "hgetall h f",    "hkeys",
        "hkeys h f",     "hvals",         "hvals h f",    "hlen",           "hlen h f",
        "hstrlen h",     "hstrlen h f g", "hexists h",    "hexists h f g",  "hdel h"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

TEST_CASE("HSET of the value that is there is sent on but changes nothing here") {
  PlainRedis redis;
  redis.ask("HSET h f v g w");
  redis.ask("HSET h f v g x f y f y");
  REQUIRE(redis.effects().list().size() == 4);
  CHECK_FALSE(redis.effects().changed(0));
  CHECK(redis.effects().changed(1));
  CHECK(redis.effects().changed(2));
  CHECK_FALSE(redis.effects().changed(3));
}

TEST_CASE("the units of a hash command are its fields, by the position of its arguments") {
  PlainRedis redis;
  const Arguments set = {"HSET", "h", "f", "v", "g", "w"};
  CHECK(units_of(*find_command("HSET"), set) ==
        std::vector<Unit>{{"h", Bytes("f")}, {"h", Bytes("g")}});
  redis.run(set);
  REQUIRE(redis.effects().list().size() == 2);
  CHECK(redis.effects().list()[1].unit == 1);
  CHECK(redis.effects().list()[1].change == Change(hash::Put{"g", "w"}));

  const Arguments odd = {"HSET", "h", "f", "v", "g"};
  CHECK(units_of(*find_command("HSET"), odd) == std::vector<Unit>{{"h", Bytes("f")}});
  const Arguments if_absent = {"HSETNX", "h", "f", "v"};
  CHECK(units_of(*find_command("HSETNX"), if_absent) == std::vector<Unit>{{"h", Bytes("f")}});

  const Arguments removal = {"HDEL", "h", "z", "g"};
  CHECK(units_of(*find_command("HDEL"), removal) ==
        std::vector<Unit>{{"h", Bytes("z")}, {"h", Bytes("g")}});
  redis.run(removal);
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].unit == 1);
  CHECK(redis.effects().list()[0].change == Change(hash::Remove{{"g"}}));
}

}  // namespace faultline::engine
