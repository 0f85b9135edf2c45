// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string invalid_time(const std::string& name) {
  return "(error) ERR invalid expire time in '" + name + "' command";
}
const std::string kNotWithNx =
    "(error) ERR NX and XX, GT or LT options at the same time are not compatible";
const std::string kNotBoth = "(error) ERR GT and LT options at the same time are not compatible";

}  // namespace

TEST_CASE("EXPIRE ends a key of any type after so many seconds") {
  PlainRedis redis;
  redis.ask("SADD s x");
  CHECK(redis.ask("EXPIRE s 10") == "(integer) 1");
  CHECK(redis.ask("TTL s") == "(integer) 10");
  redis.advance(seconds(10));
  CHECK(redis.ask("EXISTS s") == "(integer) 1");
  CHECK(redis.ask("PTTL s") == "(integer) 0");
  redis.advance(milliseconds(1));
  CHECK(redis.ask("EXISTS s") == "(integer) 0");
  CHECK(redis.ask("TTL s") == "(integer) -2");
  CHECK(redis.ask("EXPIRE s 10") == "(integer) 0");
}

TEST_CASE("the four commands count seconds or milliseconds, from now or from 1970") {
  PlainRedis redis;  // its clock shows second 1766016000
  redis.ask("SET k v");
  CHECK(redis.ask("PEXPIRE k 1500") == "(integer) 1");
  CHECK(redis.ask("PEXPIRETIME k") == "(integer) 1766016001500");
  CHECK(redis.ask("EXPIREAT k 1766016002") == "(integer) 1");
  CHECK(redis.ask("PTTL k") == "(integer) 2000");
  CHECK(redis.ask("PEXPIREAT k 1766016000250") == "(integer) 1");
  CHECK(redis.ask("PTTL k") == "(integer) 250");
}

TEST_CASE("TTL and EXPIRETIME round to the nearest second, half a second up") {
  PlainRedis redis;
  redis.ask("SET k v PX 1499");
  CHECK(redis.ask("TTL k") == "(integer) 1");
  CHECK(redis.ask("EXPIRETIME k") == "(integer) 1766016001");
  redis.ask("SET k v PX 1500");
  CHECK(redis.ask("TTL k") == "(integer) 2");
  CHECK(redis.ask("EXPIRETIME k") == "(integer) 1766016002");
  redis.ask("SET k v PX 499");
  CHECK(redis.ask("TTL k") == "(integer) 0");
}

TEST_CASE("keys without a deadline answer -1, absent keys -2") {
  PlainRedis redis;
  redis.ask("SET k v");
  for (const char* name : {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"}) {
    CHECK(redis.run({name, "k"}) == "(integer) -1");
    CHECK(redis.run({name, "none"}) == "(integer) -2");
  }
}

TEST_CASE("a deadline that is not after now deletes the key") {
  for (const char* line : {"EXPIRE k 0", "EXPIRE k -1", "PEXPIRE k 0", "EXPIREAT k 0",
                           "PEXPIREAT k -9223372036854775808", "EXPIREAT k 1766016000",
                           "PEXPIREAT k 1766016000000", "EXPIRE k -9223372036854775"}) {
    PlainRedis redis;
    INFO(line);
    redis.ask("SET k v");
    CHECK(redis.ask(line) == "(integer) 1");
    REQUIRE(redis.effects().list().size() == 1);
    CHECK(std::holds_alternative<Delete>(redis.effects().list()[0].change));
    CHECK(redis.ask("EXISTS k") == "(integer) 0");
  }
}

TEST_CASE("NX sets a deadline only where there is none, XX only where there is one") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("EXPIRE k 0 XX") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 100 nx") == "(integer) 1");
  CHECK(redis.ask("EXPIRE k 10 NX") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("TTL k") == "(integer) 100");
  CHECK(redis.ask("EXPIRE k 10 XX XX") == "(integer) 1");
  CHECK(redis.ask("TTL k") == "(integer) 10");
}

TEST_CASE("GT and LT compare with the old deadline, and never is later than any") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("EXPIRE k 0 GT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 100 XX LT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 100 LT") == "(integer) 1");
  CHECK(redis.ask("EXPIRE k 50 GT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 100 GT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 200 GT") == "(integer) 1");
  CHECK(redis.ask("EXPIRE k 200 LT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k 300 XX GT") == "(integer) 1");
  CHECK(redis.ask("EXPIRE k -5 GT") == "(integer) 0");
  CHECK(redis.ask("EXPIRE k -5 LT") == "(integer) 1");
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
}

TEST_CASE("conditions that contradict each other are refused, whatever else is wrong") {
  PlainRedis redis;
  CHECK(redis.ask("EXPIRE none 10 NX XX") == kNotWithNx);
  CHECK(redis.ask("EXPIRE none abc NX GT") == kNotWithNx);
  CHECK(redis.ask("PEXPIREAT k 10 NX XX GT LT") == kNotWithNx);
  CHECK(redis.ask("EXPIRE k 10 GT LT XX") == kNotBoth);
  CHECK(redis.ask("EXPIRE k 10 NX XX BOGUS") == "(error) ERR Unsupported option BOGUS");
  CHECK(redis.run({"EXPIRE", "k", "10", ""}) == "(error) ERR Unsupported option ");
  CHECK(redis.run({"EXPIRE", "k", "10", "a\r\nb"}) == "(error) ERR Unsupported option a  b");
}

TEST_CASE("a number that is none or that overflows is refused, key or no key") {
  PlainRedis redis;
  for (const char* name : {"expire", "pexpire", "expireat", "pexpireat"}) {
    CHECK(redis.run({name, "none", "1.5"}) == kNotAnInteger);
    CHECK(redis.run({name, "none", "9223372036854775808"}) == kNotAnInteger);
  }
  CHECK(redis.ask("EXPIRE none 9223372036854775807") == invalid_time("expire"));
  CHECK(redis.ask("EXPIRE none 9223372036854775") == invalid_time("expire"));
  CHECK(redis.ask("EXPIRE none -9223372036854776") == invalid_time("expire"));
  CHECK(redis.ask("PEXPIRE none 9223372036854775807") == invalid_time("pexpire"));
  CHECK(redis.ask("EXPIREAT none 9223372036854775807") == invalid_time("expireat"));
  CHECK(redis.ask("EXPIREAT none 9223372036854775") == "(integer) 0");
  CHECK(redis.ask("PEXPIREAT none 9223372036854775807") == "(integer) 0");
  CHECK(redis.ask("PEXPIRE none -9223372036854775808") == "(integer) 0");
}

TEST_CASE("a deadline beyond the end of our time is kept as that end") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("PEXPIREAT k 9223372036854775807") == "(integer) 1");
  CHECK(redis.ask("PEXPIRETIME k") == "(integer) 9223372036854");
}

TEST_CASE("PERSIST takes a deadline away, where there is one") {
  PlainRedis redis;
  redis.ask("SET k v EX 10");
  CHECK(redis.ask("PERSIST k") == "(integer) 1");
  CHECK(redis.ask("TTL k") == "(integer) -1");
  CHECK(redis.ask("PERSIST k") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("PERSIST none") == "(integer) 0");
}

TEST_CASE("expiry commands with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line : {"expire k", "pexpire k", "expireat k", "pexpireat k", "ttl", "ttl a b",
                           "pttl", "expiretime a b", "pexpiretime", "persist", "persist a b"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

}  // namespace faultline::engine
