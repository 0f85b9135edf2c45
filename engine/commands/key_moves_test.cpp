// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kNoSuchKey = "(error) ERR no such key";
constexpr const char* kNoSuchDatabase = "(error) ERR DB index is out of range";
constexpr const char* kSameKey = "(error) ERR source and destination objects are the same";

}  // namespace

TEST_CASE("RENAME moves a value of any type with its deadline, over whatever was there") {
  PlainRedis redis;
  redis.ask("SET a 1 EX 100");
  redis.ask("SADD s x y");
  CHECK(redis.ask("RENAME a b") == "OK");
  CHECK(redis.ask("TTL b") == "(integer) 100");
  CHECK(redis.ask("EXISTS a") == "(integer) 0");
  CHECK(redis.ask("RENAME s b") == "OK");
  CHECK(redis.ask("TTL b") == "(integer) -1");
  CHECK(redis.ask("SMEMBERS b") == "[\"x\", \"y\"]");
  CHECK(redis.ask("RENAME a b") == kNoSuchKey);
  CHECK(redis.ask("RENAME a a") == kNoSuchKey);
}

TEST_CASE("RENAME is a deletion of the first key and an assignment of the second") {
  PlainRedis redis;
  redis.ask("SET a 1");
  redis.ask("RENAME a b");
  const auto& effects = redis.effects().list();
  REQUIRE(effects.size() == 2);
  CHECK(effects[0].key == "a");
  CHECK(effects[0].unit == 0);
  CHECK(effects[0].change == Change(Delete{}));
  CHECK(effects[1].key == "b");
  CHECK(effects[1].unit == 1);
  CHECK(effects[1].change == Change(string::Write{"1", {}}));
}

TEST_CASE("RENAME of a key to itself changes nothing") {
  PlainRedis redis;
  redis.ask("SET a 1 EX 100");
  CHECK(redis.ask("RENAME a a") == "OK");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("RENAMENX a a") == "(integer) 0");
  CHECK(redis.effects().empty());
}

TEST_CASE("RENAMENX moves to a free name only") {
  PlainRedis redis;
  redis.ask("MSET a 1 b 2");
  CHECK(redis.ask("RENAMENX a b") == "(integer) 0");
  CHECK(redis.ask("RENAMENX a c") == "(integer) 1");
  CHECK(redis.ask("MGET a b c") == "[(nil), \"2\", \"1\"]");
  CHECK(redis.ask("RENAMENX a c") == kNoSuchKey);
  CHECK(redis.ask("RENAMENX a a") == kNoSuchKey);
}

TEST_CASE("COPY leaves the first key, and copies its deadline") {
  PlainRedis redis;
  redis.ask("SET a 1 EX 100");
  redis.ask("SET b 2");
  CHECK(redis.ask("COPY a b") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("COPY a c") == "(integer) 1");
  CHECK(redis.ask("TTL c") == "(integer) 100");
  CHECK(redis.ask("COPY a b replace REPLACE") == "(integer) 1");
  CHECK(redis.ask("MGET a b c") == "[\"1\", \"1\", \"1\"]");
  CHECK(redis.ask("COPY none b REPLACE") == "(integer) 0");
  CHECK(redis.ask("GET b") == "\"1\"");
}

TEST_CASE("COPY names one unit, its destination") {
  const Arguments command = {"COPY", "a", "b"};
  const std::vector<Unit> units = units_of(*find_command("COPY"), command);
  CHECK(units == std::vector<Unit>{{"b", std::nullopt}});
  CHECK(keys_of(*find_command("COPY"), command).size() == 2);
}

TEST_CASE("COPY knows one database") {
  PlainRedis redis;
  redis.ask("SET a 1");
  CHECK(redis.ask("COPY a b DB 0") == "(integer) 1");
  CHECK(redis.ask("COPY a b DB 99") == kNoSuchDatabase);
  CHECK(redis.ask("COPY a b DB -1") == kNoSuchDatabase);
  CHECK(redis.ask("COPY none none DB 99") == kNoSuchDatabase);
  CHECK(redis.ask("COPY a b DB 99 BOGUS") == kNoSuchDatabase);
  CHECK(redis.ask("COPY a b DB 4294967296") ==
        "(error) ERR value is out of range, value must between -2147483648 and 2147483647");
  CHECK(redis.ask("COPY a b DB abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("COPY a b DB 1.5") == kNotAnInteger);
  CHECK(redis.ask("COPY a b DB") == kSyntax);
}

TEST_CASE("COPY refuses other words, and a key onto itself") {
  PlainRedis redis;
  CHECK(redis.ask("COPY a b BOGUS") == kSyntax);
  CHECK(redis.ask("COPY a a BOGUS") == kSyntax);
  CHECK(redis.ask("COPY a a") == kSameKey);
  CHECK(redis.ask("COPY a a REPLACE DB 0") == kSameKey);
}

TEST_CASE("commands that move keys with a wrong number of arguments") {
  PlainRedis redis;
  CHECK(redis.ask("RENAME a") == wrong_count("rename"));
  CHECK(redis.ask("RENAME a b c") == wrong_count("rename"));
  CHECK(redis.ask("RENAMENX a") == wrong_count("renamenx"));
  CHECK(redis.ask("COPY a") == wrong_count("copy"));
}

}  // namespace faultline::engine
