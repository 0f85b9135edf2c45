// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kOverflow = "(error) ERR increment or decrement would overflow";

}  // namespace

TEST_CASE("INCR, DECR, INCRBY and DECRBY count from zero") {
  PlainRedis redis;
  CHECK(redis.ask("INCR a") == "(integer) 1");
  CHECK(redis.ask("DECR b") == "(integer) -1");
  CHECK(redis.ask("INCRBY a 5") == "(integer) 6");
  CHECK(redis.ask("INCRBY a -7") == "(integer) -1");
  CHECK(redis.ask("DECRBY a 5") == "(integer) -6");
  CHECK(redis.ask("GET a") == "\"-6\"");
  CHECK(redis.ask("TYPE a") == "string");
  CHECK(redis.ask("INCRBY none -9223372036854775808") == "(integer) -9223372036854775808");
}

TEST_CASE("INCR takes canonical decimals only, in the value and in the argument") {
  for (const char* text : {"abc", "1.5", "+5", "05", " 5", "5 ", "", "-0", "-", "0x1",
                           "9223372036854775808", "-9223372036854775809"}) {
    PlainRedis redis;
    INFO("'" << text << "'");
    redis.ask("SET c 1");
    CHECK(redis.run({"INCRBY", "c", text}) == kNotAnInteger);
    CHECK(redis.run({"DECRBY", "c", text}) == kNotAnInteger);
    CHECK(redis.ask("GET c") == "\"1\"");
    redis.run({"SET", "c", text});
    CHECK(redis.ask("INCR c") == kNotAnInteger);
    CHECK(redis.ask("INCRBY c 1") == kNotAnInteger);
  }
}

TEST_CASE("a count that would leave 64 bits is refused and unchanged") {
  PlainRedis redis;
  redis.ask("SET c 9223372036854775807");
  CHECK(redis.ask("INCR c") == kOverflow);
  CHECK(redis.ask("INCRBY c 1") == kOverflow);
  CHECK(redis.ask("INCRBY c 0") == "(integer) 9223372036854775807");
  CHECK(redis.ask("DECRBY c -1") == kOverflow);
  redis.ask("SET c -9223372036854775808");
  CHECK(redis.ask("DECR c") == kOverflow);
  CHECK(redis.ask("INCRBY c -1") == kOverflow);
  CHECK(redis.ask("DECRBY c 1") == kOverflow);
  CHECK(redis.ask("DECRBY c -9223372036854775808") == "(error) ERR decrement would overflow");
  CHECK(redis.ask("DECRBY none -9223372036854775808") == "(error) ERR decrement would overflow");
  CHECK(redis.ask("GET c") == "\"-9223372036854775808\"");
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
}

TEST_CASE("a wrong argument is reported before a wrong type") {
  PlainRedis redis;
  redis.ask("SADD s x");
  CHECK(redis.ask("INCRBY s abc") == kNotAnInteger);
  CHECK(redis.ask("INCRBY s 1") == kWrongType);
  CHECK(redis.ask("INCR s") == kWrongType);
  CHECK(redis.ask("DECRBY s -9223372036854775808") == "(error) ERR decrement would overflow");
}

TEST_CASE("counters with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line :
       {"incr", "incr a b", "decr", "decr a b", "incrby k", "incrby k 1 2", "decrby k"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

TEST_CASE("an increment of a string that leaves it as it is is sent all the same, unchanged") {
  PlainRedis redis;
  const auto sent_changed = [&](std::string_view command) {
    redis.ask(command);
    REQUIRE(redis.effects().list().size() == 1);
    return redis.effects().changed(0);
  };
  CHECK(sent_changed("INCRBY n 0"));  // it makes the key
  CHECK_FALSE(sent_changed("INCRBY n 0"));
  CHECK(sent_changed("INCRBY n 1"));
  CHECK(sent_changed("INCRBYFLOAT f 1.50"));
  CHECK_FALSE(sent_changed("INCRBYFLOAT f 0"));
}

}  // namespace faultline::engine
