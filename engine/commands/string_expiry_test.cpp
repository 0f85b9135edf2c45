// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kInvalidTime = "(error) ERR invalid expire time in 'getex' command";

}  // namespace

TEST_CASE("GETEX answers the value, and leaves the deadline alone unless it is told") {
  PlainRedis redis;
  CHECK(redis.ask("GETEX none") == "(nil)");
  redis.ask("SET k v EX 50");
  CHECK(redis.ask("GETEX k") == "\"v\"");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("TTL k") == "(integer) 50");
  CHECK(redis.ask("GETEX k EX 100") == "\"v\"");
  CHECK(redis.ask("TTL k") == "(integer) 100");
  CHECK(redis.ask("GETEX k PX 1000 px 2000") == "\"v\"");
  CHECK(redis.ask("PTTL k") == "(integer) 2000");
  CHECK(redis.ask("GETEX k EXAT 1766016003") == "\"v\"");
  CHECK(redis.ask("PTTL k") == "(integer) 3000");
}

TEST_CASE("GETEX with PERSIST takes the deadline away, where there is one") {
  PlainRedis redis;
  redis.ask("SET k v EX 50");
  CHECK(redis.ask("GETEX k PERSIST PERSIST") == "\"v\"");
  CHECK(redis.ask("TTL k") == "(integer) -1");
  CHECK(redis.ask("GETEX k PERSIST") == "\"v\"");
  CHECK(redis.effects().empty());
}

TEST_CASE("GETEX with a deadline that has passed reads the key and deletes it") {
  for (const char* line : {"GETEX k EXAT 1", "GETEX k PXAT 1", "GETEX k PXAT 1766016000000"}) {
    PlainRedis redis;
    redis.ask("SET k v");
    CHECK(redis.ask(line) == "\"v\"");
    CHECK(redis.ask("EXISTS k") == "(integer) 0");
  }
}

TEST_CASE("GETEX takes one kind of deadline and none of SET's other options") {
  PlainRedis redis;
  redis.ask("SET k v");
  for (const char* line :
       {"GETEX k EX", "GETEX k PX 10 EX 10", "GETEX k PERSIST EX 10", "GETEX k EX 10 PERSIST",
        "GETEX k NX", "GETEX k XX", "GETEX k GET", "GETEX k KEEPTTL", "GETEX k BOGUS",
        "GETEX none BOGUS", "GETEX k EX 0 BOGUS"})
    CHECK(redis.ask(line) == kSyntax);
}

TEST_CASE("GETEX looks at syntax, then at the key, then at the number") {
  PlainRedis redis;
  redis.ask("SADD s a");
  redis.ask("SET k v");
  CHECK(redis.ask("GETEX s EX") == kSyntax);
  CHECK(redis.ask("GETEX s EX abc") == kWrongType);
  CHECK(redis.ask("GETEX s") == kWrongType);
  CHECK(redis.ask("GETEX none EX 0") == "(nil)");
  CHECK(redis.ask("GETEX none EX abc") == "(nil)");
  CHECK(redis.ask("GETEX k EX abc") == kNotAnInteger);
  for (const char* line :
       {"GETEX k EX 0", "GETEX k EX -1", "GETEX k PXAT 0", "GETEX k EX 9223372036854775807",
        "GETEX k PX 9223372036854775807", "GETEX k EXAT 9223372036854775807"})
    CHECK(redis.ask(line) == kInvalidTime);
  CHECK(redis.ask("TTL k") == "(integer) -1");
  CHECK(redis.ask("GETEX") == wrong_count("getex"));
}

}  // namespace faultline::engine
