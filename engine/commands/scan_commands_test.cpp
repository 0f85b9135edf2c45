// Replies and errors are those of a real Redis 7.0.15, letter for letter, but for cursors and the
// order of elements.

#include <catch2/catch.hpp>
#include <limits>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kInvalidCursor = "(error) ERR invalid cursor";
constexpr const char* kNothing = "[\"0\", []]";

}  // namespace

TEST_CASE("SCAN filters a page by pattern and by type") {
  PlainRedis redis;
  CHECK(redis.ask("SCAN 0") == kNothing);
  redis.ask("MSET k1 1 k2 2");
  redis.ask("SADD s x");
  CHECK(redis.ask("SCAN 0 MATCH k1") == "[\"0\", [\"k1\"]]");
  CHECK(redis.ask("SCAN 0 MATCH k1 match k2") == "[\"0\", [\"k2\"]]");
  CHECK(redis.ask("SCAN 0 TYPE set") == "[\"0\", [\"s\"]]");
  CHECK(redis.ask("SCAN 0 TYPE SET COUNT 100") == "[\"0\", [\"s\"]]");
  CHECK(redis.ask("SCAN 0 TYPE string TYPE set") == "[\"0\", [\"s\"]]");
  CHECK(redis.ask("SCAN 0 TYPE bogus") == kNothing);
  CHECK(redis.ask("SCAN 0 COUNT 9223372036854775807 MATCH s") == "[\"0\", [\"s\"]]");
}

TEST_CASE("SCAN goes on at the cursor that it answers") {
  PlainRedis redis;
  redis.ask("MSET a 1 b 2");
  const std::string first = redis.ask("SCAN 0 COUNT 1");
  const std::string cursor = first.substr(2, first.find('"', 2) - 2);
  CHECK(cursor != "0");
  const std::string second = redis.ask("SCAN " + cursor + " COUNT 1");
  CHECK(second.starts_with("[\"0\", "));
  CHECK((first.find("\"a\"") != std::string::npos) != (second.find("\"a\"") != std::string::npos));
  CHECK((first.find("\"b\"") != std::string::npos) != (second.find("\"b\"") != std::string::npos));
}

TEST_CASE("SCAN looks at its cursor first and then at its options, one by one") {
  PlainRedis redis;
  CHECK(redis.ask("SCAN abc BOGUS") == kInvalidCursor);
  for (const char* line : {"SCAN 0 COUNT", "SCAN 0 COUNT 0", "SCAN 0 COUNT -1", "SCAN 0 MATCH",
                           "SCAN 0 TYPE", "SCAN 0 BOGUS", "SCAN 0 BOGUS 1"})
    CHECK(redis.ask(line) == kSyntax);
  CHECK(redis.ask("SCAN 0 COUNT abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("SCAN 0 COUNT 9223372036854775808") == kNotAnInteger);
}

TEST_CASE("SSCAN, HSCAN and ZSCAN list members, fields with values, members with scores") {
  PlainRedis redis;
  redis.ask("SADD s a b");
  CHECK(redis.ask("SSCAN s 0 MATCH b") == "[\"0\", [\"b\"]]");
  CHECK(redis.ask("SSCAN s 18446744073709551615") == kNothing);
  redis.apply("h", hash::Assign{{{"f", "v"}, {"g", "w"}}, {}});
  CHECK(redis.ask("HSCAN h 0 MATCH f") == "[\"0\", [\"f\", \"v\"]]");
}

TEST_CASE("ZSCAN shows whole scores of a small sorted set as integers, others in 17 digits") {
  const auto shown = [](const Bytes& member, double score) {
    PlainRedis redis;
    redis.apply("z", sorted_set::Assign{{{member, score}}, {}});
    const std::string reply = redis.ask("ZSCAN z 0");
    const std::size_t start = reply.find(", \"") + 3;
    return reply.substr(start, reply.find('"', start) - start);
  };
  CHECK(shown("a", 1.5) == "1.5");
  CHECK(shown("a", 0.1) == "0.10000000000000001");
  CHECK(shown("a", -0.0) == "0");
  CHECK(shown("a", 1e17) == "100000000000000000");
  CHECK(shown("a", -1e18) == "-1000000000000000000");
  CHECK(shown("a", 9223372036854775807.0) == "9.2233720368547758e+18");
  CHECK(shown("a", 1e19) == "1e+19");
  CHECK(shown("a", std::numeric_limits<double>::infinity()) == "inf");
  const Bytes large = std::string(65, 'a');
  CHECK(shown(large, 1e17) == "1e+17");
  CHECK(shown(large, 1e15) == "1000000000000000");
}

TEST_CASE("SSCAN and its like look at the cursor, then at the key, then at the options") {
  PlainRedis redis;
  redis.ask("SADD s a");
  redis.ask("SET k v");
  for (const char* name : {"SSCAN", "HSCAN", "ZSCAN"}) {
    CHECK(redis.run({name, "none", "abc"}) == kInvalidCursor);
    CHECK(redis.run({name, "k", "abc"}) == kInvalidCursor);
    CHECK(redis.run({name, "k", "0", "BOGUS"}) == kWrongType);
    CHECK(redis.run({name, "none", "0", "BOGUS"}) == kNothing);
    CHECK(redis.run({name, "none", "0", "COUNT", "abc"}) == kNothing);
  }
  CHECK(redis.ask("SSCAN s 0 TYPE set") == kSyntax);
  CHECK(redis.ask("SSCAN s 0 COUNT 0") == kSyntax);
  CHECK(redis.ask("HSCAN s 0") == kWrongType);
  CHECK(redis.ask("SCAN") == wrong_count("scan"));
  CHECK(redis.ask("SSCAN s") == wrong_count("sscan"));
  CHECK(redis.ask("HSCAN h") == wrong_count("hscan"));
  CHECK(redis.ask("ZSCAN z") == wrong_count("zscan"));
}

}  // namespace faultline::engine
