// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kInvalidDeadline = "(error) ERR invalid expire time in 'set' command";

}  // namespace

TEST_CASE("SET with NX writes absent keys only, with XX present ones only") {
  PlainRedis redis;
  CHECK(redis.ask("SET k v") == "OK");
  CHECK(redis.ask("SET k v2 NX") == "(nil)");
  CHECK(redis.ask("GET k") == "\"v\"");
  CHECK(redis.ask("SET k v2 XX") == "OK");
  CHECK(redis.ask("GET k") == "\"v2\"");
  CHECK(redis.ask("SET n v XX") == "(nil)");
  CHECK(redis.ask("GET n") == "(nil)");
  CHECK(redis.ask("set n v nx") == "OK");
  CHECK(redis.ask("SET k v NX NX") == "(nil)");
  CHECK(redis.ask("SET k v NX XX") == kSyntax);
  CHECK(redis.ask("SET k v XX NX") == kSyntax);
}

TEST_CASE("SET with GET answers the old value whether or not it writes") {
  PlainRedis redis;
  CHECK(redis.ask("SET k new GET") == "(nil)");
  CHECK(redis.ask("SET k newer GET") == "\"new\"");
  CHECK(redis.ask("SET k w NX GET") == "\"newer\"");
  CHECK(redis.ask("GET k") == "\"newer\"");
  CHECK(redis.ask("SET absent w XX GET") == "(nil)");
  CHECK(redis.ask("GET absent") == "(nil)");
  CHECK(redis.ask("SET fresh w NX GET") == "(nil)");
  CHECK(redis.ask("GET fresh") == "\"w\"");
  CHECK(redis.ask("SET k v GET GET") == "\"newer\"");
}

TEST_CASE("SET replaces a key of another type, but not with GET") {
  PlainRedis redis;
  redis.ask("SADD s a");
  CHECK(redis.ask("SET s v GET") == kWrongType);
  CHECK(redis.ask("SET s v NX GET") == kWrongType);
  CHECK(redis.ask("SET s v NX") == "(nil)");
  CHECK(redis.ask("SET s v EX 0 GET") == kInvalidDeadline);
  CHECK(redis.ask("TYPE s") == "set");
  CHECK(redis.ask("SET s v XX") == "OK");
  CHECK(redis.ask("TYPE s") == "string");
  redis.ask("DEL s");
  redis.ask("SADD s a");
  CHECK(redis.ask("SET s v KEEPTTL") == "OK");
}

TEST_CASE("SET takes one kind of deadline, and looks at its number last") {
  PlainRedis redis;
  CHECK(redis.ask("SET k v EX") == kSyntax);
  CHECK(redis.ask("SET k v BOGUS") == kSyntax);
  CHECK(redis.ask("SET k v EX 10 PX 10") == kSyntax);
  CHECK(redis.ask("SET k v EXAT 10 EX 20") == kSyntax);
  CHECK(redis.ask("SET k v EX 10 KEEPTTL") == kSyntax);
  CHECK(redis.ask("SET k v KEEPTTL EX 10") == kSyntax);
  CHECK(redis.ask("SET k v EX 0 BOGUS") == kSyntax);
  CHECK(redis.ask("SET k v EX abc BOGUS") == kSyntax);
  CHECK(redis.ask("SET k v EX 10 NX XX") == kSyntax);
  CHECK(redis.ask("SET k v NX EX 0") == kInvalidDeadline);
  CHECK(redis.ask("SET k v EX -1") == kInvalidDeadline);
  CHECK(redis.ask("SET k v EX abc") == kNotAnInteger);
  CHECK(redis.ask("SET k v EX 1.5") == kNotAnInteger);
  CHECK(redis.ask("GET k") == "(nil)");
  CHECK(redis.ask("SET k v KEEPTTL KEEPTTL") == "OK");
  CHECK(redis.ask("SET k v EX 0 EX 20") == "OK");
}

TEST_CASE("SET refuses deadlines that overflow Redis's milliseconds, and takes all others") {
  PlainRedis redis;
  CHECK(redis.ask("SET k v EX 9223372036854775807") == kInvalidDeadline);
  CHECK(redis.ask("SET k v EX 9223372036854775") == kInvalidDeadline);
  CHECK(redis.ask("SET k v PX 9223372036854775807") == kInvalidDeadline);
  CHECK(redis.ask("SET k v PX 9223372036854775000") == kInvalidDeadline);
  CHECK(redis.ask("SET k v EXAT 9223372036854775807") == kInvalidDeadline);
  CHECK(redis.ask("SET k v EXAT 9223372036854775") == "OK");
  CHECK(redis.ask("SET k v PXAT 9223372036854775807") == "OK");
  CHECK(redis.ask("GET k") == "\"v\"");
  CHECK(redis.ask("SET k v PX 9223370000000000000") == "OK");
}

TEST_CASE("a key lives up to its deadline") {
  PlainRedis redis;
  CHECK(redis.ask("SET k v PX 100") == "OK");
  redis.advance(milliseconds(100));
  CHECK(redis.ask("GET k") == "\"v\"");
  redis.advance(milliseconds(1));
  CHECK(redis.ask("GET k") == "(nil)");
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.ask("SET k w NX EX 1 EX 2") == "OK");
  redis.advance(milliseconds(2000));
  CHECK(redis.ask("STRLEN k") == "(integer) 1");
  redis.advance(milliseconds(1));
  CHECK(redis.ask("STRLEN k") == "(integer) 0");
}

TEST_CASE("a deadline in the past is taken and ends the key at once") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("SET k w EXAT 1") == "OK");
  CHECK(redis.ask("GET k") == "(nil)");
  redis.ask("SET k v");
  CHECK(redis.ask("SET k w PXAT 1 GET") == "\"v\"");
  CHECK(redis.ask("GET k") == "(nil)");
}

TEST_CASE("an expired key is deleted before a write reuses its name") {
  PlainRedis redis;
  redis.ask("SET k 41 EX 10");
  redis.advance(milliseconds(10'001));
  CHECK(redis.ask("INCR k") == "(integer) 1");
  redis.advance(seconds(100));
  CHECK(redis.ask("GET k") == "\"1\"");
  redis.ask("SET k v EX 10");
  redis.advance(milliseconds(10'001));
  CHECK(redis.ask("SADD k a") == "(integer) 1");
  CHECK(redis.ask("TYPE k") == "set");
}

TEST_CASE("SET, GETSET and MSET drop a deadline, KEEPTTL, APPEND and INCR keep it") {
  for (const char* keeper : {"SET k 2 KEEPTTL", "APPEND k 5", "INCR k", "SET k 3 NX"}) {
    PlainRedis redis;
    redis.ask("SET k 1 EX 100");
    redis.ask(keeper);
    redis.advance(seconds(99));
    INFO(keeper);
    CHECK(redis.ask("EXISTS k") == "(integer) 1");
    redis.advance(milliseconds(1001));
    CHECK(redis.ask("EXISTS k") == "(integer) 0");
  }
  for (const char* dropper : {"SET k 2", "GETSET k 5", "MSET k 5", "SET k 2 GET"}) {
    PlainRedis redis;
    redis.ask("SET k 1 EX 100");
    redis.ask(dropper);
    redis.advance(seconds(1000));
    INFO(dropper);
    CHECK(redis.ask("EXISTS k") == "(integer) 1");
  }
}

TEST_CASE("SETNX, GET and GETSET") {
  PlainRedis redis;
  CHECK(redis.ask("SETNX a 1") == "(integer) 1");
  CHECK(redis.ask("SETNX a 2") == "(integer) 0");
  CHECK(redis.ask("GET a") == "\"1\"");
  CHECK(redis.ask("GETSET a 5") == "\"1\"");
  CHECK(redis.ask("GETSET nokey 5") == "(nil)");
  CHECK(redis.ask("GET nokey") == "\"5\"");
  redis.ask("SADD s x");
  CHECK(redis.ask("SETNX s 1") == "(integer) 0");
  CHECK(redis.ask("GET s") == kWrongType);
  CHECK(redis.ask("GETSET s 1") == kWrongType);
  CHECK(redis.ask("SMEMBERS s") == "[\"x\"]");
}

TEST_CASE("MGET answers nil for absent keys and other types, MSET replaces all") {
  PlainRedis redis;
  redis.ask("SET a 2");
  redis.ask("SADD s x");
  CHECK(redis.ask("MGET a s none a") == "[\"2\", (nil), (nil), \"2\"]");
  CHECK(redis.ask("MSET a 1 a 3") == "OK");
  CHECK(redis.ask("GET a") == "\"3\"");
  CHECK(redis.ask("MSET s 5 b 6") == "OK");
  CHECK(redis.ask("MGET s b") == "[\"5\", \"6\"]");
  CHECK(redis.ask("MSET a 9 b") == wrong_count("mset"));
  CHECK(redis.ask("GET a") == "\"3\"");
}

TEST_CASE("SETEX and PSETEX set a value of any type for a time") {
  PlainRedis redis;
  redis.ask("SADD s a");
  CHECK(redis.ask("SETEX s 10 v") == "OK");
  CHECK(redis.ask("GET s") == "\"v\"");
  redis.advance(milliseconds(10'001));
  CHECK(redis.ask("EXISTS s") == "(integer) 0");
  CHECK(redis.ask("psetex k 50 w") == "OK");
  redis.advance(milliseconds(50));
  CHECK(redis.ask("GET k") == "\"w\"");
  redis.advance(milliseconds(1));
  CHECK(redis.ask("GET k") == "(nil)");
}

TEST_CASE("SETEX and PSETEX name themselves where they refuse a time") {
  for (const std::string name : {"setex", "psetex"}) {
    PlainRedis redis;
    const std::string invalid = "(error) ERR invalid expire time in '" + name + "' command";
    for (const char* time : {"0", "-1", "9223372036854775807", "-9223372036854775808"})
      CHECK(redis.ask(name + " k " + time + " v") == invalid);
    for (const char* time : {"abc", "1.5", "9223372036854775808"})
      CHECK(redis.ask(name + " k " + time + " v") == kNotAnInteger);
    CHECK(redis.run({name, "k", "", "v"}) == kNotAnInteger);
    CHECK(redis.ask("EXISTS k") == "(integer) 0");
  }
}

TEST_CASE("GETDEL answers the value and deletes the key") {
  PlainRedis redis;
  redis.ask("SET k v EX 10");
  CHECK(redis.ask("GETDEL k") == "\"v\"");
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.ask("GETDEL k") == "(nil)");
  CHECK(redis.effects().empty());
  redis.ask("SADD s a");
  CHECK(redis.ask("GETDEL s") == kWrongType);
  CHECK(redis.ask("EXISTS s") == "(integer) 1");
}

TEST_CASE("MSETNX sets all keys or none") {
  PlainRedis redis;
  CHECK(redis.ask("MSETNX a 1 a 2 b 3") == "(integer) 1");
  CHECK(redis.ask("MGET a b") == "[\"2\", \"3\"]");
  CHECK(redis.ask("MSETNX c 5 a 6") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("EXISTS c") == "(integer) 0");
  redis.ask("SADD s x");
  CHECK(redis.ask("MSETNX s 5 c 6") == "(integer) 0");
  CHECK(redis.ask("MSETNX c 6 d") == wrong_count("msetnx"));
  redis.ask("SET e 1 EX 10");
  redis.advance(milliseconds(10'001));
  CHECK(redis.ask("MSETNX e 2 c 3") == "(integer) 1");
  CHECK(redis.ask("MGET e c") == "[\"2\", \"3\"]");
}

TEST_CASE("string commands with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line :
       {"set k", "setnx k", "setex k 1", "setex k 1 v w", "psetex k 1", "get", "get a b",
        "getset k", "getdel", "getdel a b", "mget", "mset", "mset a", "msetnx", "msetnx a"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
  CHECK(redis.ask("SET") == wrong_count("set"));
  CHECK(redis.ask("gEtSeT k") == wrong_count("getset"));
}

TEST_CASE("a command that answers an error or writes nothing leaves no effects") {
  PlainRedis redis;
  redis.ask("SET k abc");
  CHECK(redis.effects().list().size() == 1);
  redis.ask("INCR k");
  CHECK(redis.effects().empty());
  redis.ask("SET k v NX");
  CHECK(redis.effects().empty());
  redis.ask("SETNX k v");
  CHECK(redis.effects().empty());
  redis.ask("GET k");
  CHECK(redis.effects().empty());
}

}  // namespace faultline::engine
