// Replies and errors are those of a real Redis 7.0.15, letter for letter. Members come in byte
// order, which Redis does not promise.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("SADD counts the members that are new, once each") {
  PlainRedis redis;
  CHECK(redis.ask("SADD t a b a") == "(integer) 2");
  CHECK(redis.ask("SADD t a") == "(integer) 0");
  CHECK(redis.run({"SADD", "t", "10", "9", "b", ""}) == "(integer) 3");
  CHECK(redis.ask("SMEMBERS t") == "[\"\", \"10\", \"9\", \"a\", \"b\"]");
  CHECK(redis.ask("SCARD t") == "(integer) 5");
  CHECK(redis.ask("TYPE t") == "set");
}

TEST_CASE("SREM counts the members that were there, and the last one takes the key") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  CHECK(redis.ask("SREM t a a z") == "(integer) 1");
  CHECK(redis.ask("SREM t b") == "(integer) 1");
  CHECK(redis.ask("EXISTS t") == "(integer) 0");
  CHECK(redis.ask("TYPE t") == "none");
  CHECK(redis.ask("SREM t b") == "(integer) 0");
}

TEST_CASE("reading a set, or one that does not exist") {
  PlainRedis redis;
  redis.ask("SADD t a");
  CHECK(redis.ask("SISMEMBER t a") == "(integer) 1");
  CHECK(redis.ask("SISMEMBER t z") == "(integer) 0");
  CHECK(redis.ask("SISMEMBER none z") == "(integer) 0");
  CHECK(redis.ask("SMEMBERS none") == "[]");
  CHECK(redis.ask("SCARD none") == "(integer) 0");
}

TEST_CASE("SMISMEMBER answers for each member, also of a set that does not exist") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  CHECK(redis.ask("SMISMEMBER t a z a") == "[(integer) 1, (integer) 0, (integer) 1]");
  CHECK(redis.ask("SMISMEMBER none a b") == "[(integer) 0, (integer) 0]");
}

TEST_CASE("SMOVE takes a member from one set to another, which may be new") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  redis.ask("SADD u b");
  CHECK(redis.ask("SMOVE t u a") == "(integer) 1");
  CHECK(redis.ask("SMEMBERS u") == "[\"a\", \"b\"]");
  CHECK(redis.ask("SMOVE t u a") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("SMOVE t u b") == "(integer) 1");
  CHECK(redis.ask("EXISTS t") == "(integer) 0");
  CHECK(redis.ask("SMOVE u new b") == "(integer) 1");
  CHECK(redis.ask("SMEMBERS new") == "[\"b\"]");
}

TEST_CASE("SMOVE to the same set only says whether the member is there") {
  PlainRedis redis;
  redis.ask("SADD t a");
  CHECK(redis.ask("SMOVE t t a") == "(integer) 1");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("SMOVE t t z") == "(integer) 0");
}

TEST_CASE("SMOVE looks at the types of both keys, but only where there is a source") {
  PlainRedis redis;
  redis.ask("SET s v");
  redis.ask("SADD t a");
  CHECK(redis.ask("SMOVE none s a") == "(integer) 0");
  CHECK(redis.ask("SMOVE t s a") == kWrongType);
  CHECK(redis.ask("SMOVE t s z") == kWrongType);
  CHECK(redis.ask("SMOVE s t a") == kWrongType);
  CHECK(redis.ask("SMOVE s none a") == kWrongType);
  CHECK(redis.ask("SMOVE s s a") == kWrongType);
  CHECK(redis.ask("SMEMBERS t") == "[\"a\"]");
}

TEST_CASE("set commands refuse a string") {
  PlainRedis redis;
  redis.ask("SET a v");
  for (const char* line :
       {"SADD a x", "SREM a x", "SMEMBERS a", "SISMEMBER a x", "SMISMEMBER a x", "SCARD a"}) {
    INFO(line);
    CHECK(redis.ask(line) == kWrongType);
    CHECK(redis.effects().empty());
  }
  CHECK(redis.ask("GET a") == "\"v\"");
}

TEST_CASE("set commands with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line : {"sadd", "sadd t", "srem", "srem t", "smembers", "smembers t u",
                           "sismember t", "sismember t a b", "scard", "scard t u", "smismember",
                           "smismember t", "smove t", "smove t u", "smove t u a b"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

TEST_CASE("SADD of a present member is sent on but changes nothing here") {
  PlainRedis redis;
  redis.ask("SADD t a");
  redis.ask("SADD t a b b");
  REQUIRE(redis.effects().list().size() == 3);
  CHECK_FALSE(redis.effects().changed(0));
  CHECK(redis.effects().changed(1));
  CHECK_FALSE(redis.effects().changed(2));
}

TEST_CASE("the units of a set command are its members, by the position of its arguments") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  redis.ask("SREM t z b");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].unit == 1);
  const Arguments arguments = {"SREM", "t", "z", "b"};
  const auto units = units_of(*find_command("srem"), arguments);
  REQUIRE(units.size() == 2);
  CHECK(units[1] == Unit{"t", Bytes("b")});
}

TEST_CASE("the units of SMOVE are the member in both sets, and its addition is sent always") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  redis.ask("SADD u a");
  redis.ask("SMOVE t u a");
  REQUIRE(redis.effects().list().size() == 2);
  CHECK(redis.effects().list()[0].change == Change(set::Remove{{"a"}}));
  CHECK(redis.effects().list()[1].change == Change(set::Add{"a"}));
  CHECK(redis.effects().changed(0));
  CHECK_FALSE(redis.effects().changed(1));
  const Arguments arguments = {"SMOVE", "t", "u", "a"};
  CHECK(units_of(*find_command("SMOVE"), arguments) ==
        std::vector<Unit>{{"t", Bytes("a")}, {"u", Bytes("a")}});
}

}  // namespace faultline::engine
