// Replies and errors are those of a real Redis 7.0.15, letter for letter. Members come in byte
// order, which Redis does not promise.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

PlainRedis redis_with_sets() {
  PlainRedis redis;
  redis.ask("SADD t a b c d");
  redis.ask("SADD u c b x");
  redis.ask("SADD w c");
  redis.ask("SET s v");
  return redis;
}

}  // namespace

TEST_CASE("SINTER, SUNION and SDIFF of sets, where an absent key is an empty one") {
  PlainRedis redis = redis_with_sets();
  CHECK(redis.ask("SINTER t u") == "[\"b\", \"c\"]");
  CHECK(redis.ask("SINTER t u w") == "[\"c\"]");
  CHECK(redis.ask("SINTER u u") == "[\"b\", \"c\", \"x\"]");
  CHECK(redis.ask("SINTER t none") == "[]");
  CHECK(redis.ask("SINTER none t") == "[]");
  CHECK(redis.ask("SUNION t u") == "[\"a\", \"b\", \"c\", \"d\", \"x\"]");
  CHECK(redis.ask("SUNION none w") == "[\"c\"]");
  CHECK(redis.ask("SUNION none") == "[]");
  CHECK(redis.ask("SDIFF t u") == "[\"a\", \"d\"]");
  CHECK(redis.ask("SDIFF t none w") == "[\"a\", \"b\", \"d\"]");
  CHECK(redis.ask("SDIFF none t") == "[]");
  CHECK(redis.ask("SDIFF t t") == "[]");
  CHECK(redis.ask("SDIFF w") == "[\"c\"]");
}

TEST_CASE("operations on sets refuse another type, also where an empty set came before") {
  PlainRedis redis = redis_with_sets();
  for (const char* name : {"SINTER ", "SUNION ", "SDIFF ", "SINTERSTORE t ", "SUNIONSTORE t ",
                           "SDIFFSTORE t ", "SDIFFSTORE s "}) {
    for (const char* keys : {"s", "none s", "s none", "u s", "s u"}) {
      INFO(name << keys);
      CHECK(redis.ask(std::string(name) + keys) == kWrongType);
      CHECK(redis.effects().empty());
    }
  }
  CHECK(redis.ask("SINTERCARD 2 none s") == kWrongType);
  CHECK(redis.ask("SINTERCARD 2 s none") == kWrongType);
}

TEST_CASE("the STORE commands count what they store, over a key of any type") {
  PlainRedis redis = redis_with_sets();
  CHECK(redis.ask("SINTERSTORE d t u") == "(integer) 2");
  CHECK(redis.ask("SMEMBERS d") == "[\"b\", \"c\"]");
  CHECK(redis.ask("SUNIONSTORE d d w u") == "(integer) 3");
  CHECK(redis.ask("SMEMBERS d") == "[\"b\", \"c\", \"x\"]");
  CHECK(redis.ask("SDIFFSTORE s t u") == "(integer) 2");
  CHECK(redis.ask("TYPE s") == "set");
  CHECK(redis.ask("SMEMBERS s") == "[\"a\", \"d\"]");
  CHECK(redis.ask("SMEMBERS t") == "[\"a\", \"b\", \"c\", \"d\"]");
}

TEST_CASE("an empty result deletes the destination, if there is one") {
  PlainRedis redis = redis_with_sets();
  CHECK(redis.ask("SINTERSTORE s t none") == "(integer) 0");
  CHECK(redis.ask("EXISTS s") == "(integer) 0");
  CHECK(redis.ask("SDIFFSTORE u u t u") == "(integer) 0");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(Delete{}));
  CHECK(redis.ask("SUNIONSTORE d none") == "(integer) 0");
  CHECK(redis.effects().empty());
}

TEST_CASE("what a STORE command leaves is one assignment of the destination") {
  PlainRedis redis = redis_with_sets();
  redis.ask("SUNIONSTORE d u w");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change == Change(set::Assign{{"b", "c", "x"}, std::nullopt}));
  const Arguments arguments = {"SUNIONSTORE", "d", "u", "w"};
  CHECK(keys_of(*find_command("SUNIONSTORE"), arguments).size() == 3);
  CHECK(units_of(*find_command("SUNIONSTORE"), arguments) ==
        std::vector<Unit>{{"d", std::nullopt}});
}

TEST_CASE("SINTERCARD counts up to its limit, where 0 is none and the last one counts") {
  PlainRedis redis = redis_with_sets();
  CHECK(redis.ask("SINTERCARD 1 t") == "(integer) 4");
  CHECK(redis.ask("SINTERCARD 2 t u") == "(integer) 2");
  CHECK(redis.ask("SINTERCARD 2 t none") == "(integer) 0");
  CHECK(redis.ask("SINTERCARD 1 t LIMIT 3") == "(integer) 3");
  CHECK(redis.ask("SINTERCARD 1 t limit 100") == "(integer) 4");
  CHECK(redis.ask("SINTERCARD 1 t LIMIT 0") == "(integer) 4");
  CHECK(redis.ask("SINTERCARD 1 t LIMIT 1 LIMIT 2") == "(integer) 2");
  CHECK(redis.ask("SINTERCARD 3 t t limit") == "(integer) 0");
  CHECK(redis.ask("SINTERCARD 1 limit limit 1") == "(integer) 0");
}

TEST_CASE("SINTERCARD reads its numbers and options before it looks at a key") {
  PlainRedis redis = redis_with_sets();
  for (const char* count : {"0", "-1", "x", "1.5", "01", "9223372036854775808"}) {
    INFO(count);
    CHECK(redis.ask("SINTERCARD " + std::string(count) + " s") ==
          "(error) ERR numkeys should be greater than 0");
  }
  for (const char* count : {"2", "2147483648", "9223372036854775807"}) {
    INFO(count);
    CHECK(redis.ask("SINTERCARD " + std::string(count) + " s") ==
          "(error) ERR Number of keys can't be greater than number of args");
  }
  for (const char* limit : {"-1", "x", "9223372036854775808", "1 LIMIT -1"}) {
    INFO(limit);
    CHECK(redis.ask("SINTERCARD 1 s LIMIT " + std::string(limit)) ==
          "(error) ERR LIMIT can't be negative");
  }
  for (const char* rest : {"bogus", "bogus 1", "u", "LIMIT", "LIMIT 1 LIMIT", "LIMIT 1 bogus 1"}) {
    INFO(rest);
    CHECK(redis.ask("SINTERCARD 1 s " + std::string(rest)) == kSyntax);
  }
}

TEST_CASE("SINTERCARD's keys are as many as it says") {
  const Arguments arguments = {"SINTERCARD", "2", "t", "u", "LIMIT", "1"};
  CHECK(keys_of(*find_command("SINTERCARD"), arguments) == std::vector<Bytes>{"t", "u"});
}

TEST_CASE("operations on sets with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line :
       {"sinter", "sunion", "sdiff", "sinterstore", "sinterstore d", "sunionstore", "sunionstore d",
        "sdiffstore", "sdiffstore d", "sintercard", "sintercard 1"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

}  // namespace faultline::engine
