// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

using std::chrono::seconds;

constexpr const char* kTooLong =
    "(error) ERR string exceeds maximum allowed size (proto-max-bulk-len)";

}  // namespace

TEST_CASE("APPEND and STRLEN") {
  PlainRedis redis;
  CHECK(redis.ask("APPEND new abc") == "(integer) 3");
  CHECK(redis.run({"APPEND", "new", ""}) == "(integer) 3");
  CHECK(redis.ask("APPEND new def") == "(integer) 6");
  CHECK(redis.ask("GET new") == "\"abcdef\"");
  CHECK(redis.run({"APPEND", "empty", ""}) == "(integer) 0");
  CHECK(redis.ask("EXISTS empty") == "(integer) 1");
  CHECK(redis.ask("GET empty") == "\"\"");
  CHECK(redis.ask("STRLEN new") == "(integer) 6");
  CHECK(redis.ask("STRLEN none") == "(integer) 0");
  redis.ask("SADD s x");
  CHECK(redis.ask("APPEND s x") == kWrongType);
  CHECK(redis.ask("STRLEN s") == kWrongType);
}

TEST_CASE("GETRANGE and SUBSTR count from either end and cut what lies outside") {
  struct {
    const char* range;
    const char* reply;
  } const cases[] = {{"0 0", "\"a\""},
                     {"1 2", "\"bc\""},
                     {"0 -1", "\"abcd\""},
                     {"-2 -1", "\"cd\""},
                     {"-100 1", "\"ab\""},
                     {"1 100", "\"bcd\""},
                     {"4 4", "\"\""},
                     {"100 200", "\"\""},
                     {"2 1", "\"\""},
                     {"-1 -2", "\"\""},
                     {"-1 0", "\"\""},
                     {"0 -100", "\"a\""},
                     {"-50 -100", "\"\""},
                     {"-100 -50", "\"a\""},
                     {"-9223372036854775808 9223372036854775807", "\"abcd\""}};
  PlainRedis redis;
  redis.ask("SET k abcd");
  for (const auto& each : cases) {
    INFO(each.range);
    CHECK(redis.ask(std::string("GETRANGE k ") + each.range) == each.reply);
    CHECK(redis.ask(std::string("SUBSTR k ") + each.range) == each.reply);
  }
}

TEST_CASE("GETRANGE looks at its numbers before it looks at the key") {
  PlainRedis redis;
  redis.ask("SADD s a");
  redis.run({"SET", "empty", ""});
  CHECK(redis.ask("GETRANGE none 0 -1") == "\"\"");
  CHECK(redis.ask("GETRANGE empty 0 -1") == "\"\"");
  CHECK(redis.ask("GETRANGE empty 0 0") == "\"\"");
  CHECK(redis.ask("GETRANGE s 0 1") == kWrongType);
  CHECK(redis.ask("GETRANGE s abc 1") == kNotAnInteger);
  CHECK(redis.ask("GETRANGE none 0 1.5") == kNotAnInteger);
  CHECK(redis.ask("GETRANGE none 0 9223372036854775808") == kNotAnInteger);
}

TEST_CASE("SETRANGE overwrites, and fills a gap with zero bytes") {
  PlainRedis redis;
  redis.ask("SET k hello");
  CHECK(redis.ask("SETRANGE k 1 ipp") == "(integer) 5");
  CHECK(redis.ask("GET k") == "\"hippo\"");
  CHECK(redis.ask("SETRANGE k 4 ocket") == "(integer) 9");
  CHECK(redis.ask("GET k") == "\"hippocket\"");
  CHECK(redis.ask("SETRANGE new 2 x") == "(integer) 3");
  CHECK(redis.ask("GET new") == std::string("\"\0\0x\"", 5));
  CHECK(redis.run({"SETRANGE", "new", "1", std::string_view("\0\xff", 2)}) == "(integer) 3");
  CHECK(redis.ask("GET new") == std::string("\"\0\0\xff\"", 5));
}

TEST_CASE("SETRANGE of nothing writes nothing and makes no key") {
  PlainRedis redis;
  CHECK(redis.run({"SETRANGE", "none", "5", ""}) == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
  redis.ask("SET k abc");
  CHECK(redis.run({"SETRANGE", "k", "9223372036854775807", ""}) == "(integer) 3");
  CHECK(redis.effects().empty());
}

TEST_CASE("SETRANGE looks at its offset, then at the key, then at the length") {
  PlainRedis redis;
  redis.ask("SADD s a");
  CHECK(redis.ask("SETRANGE s abc x") == kNotAnInteger);
  CHECK(redis.ask("SETRANGE s 9223372036854775808 x") == kNotAnInteger);
  CHECK(redis.ask("SETRANGE s -1 x") == "(error) ERR offset is out of range");
  CHECK(redis.run({"SETRANGE", "s", "0", ""}) == kWrongType);
  CHECK(redis.ask("SETRANGE s 9223372036854775807 x") == kWrongType);
  CHECK(redis.ask("SETRANGE none 9223372036854775807 x") == kTooLong);
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
}

TEST_CASE("a value grows up to the limit of its length and no further") {
  PlainRedis redis;
  CHECK(redis.ask("SETRANGE k 16777216 x") == kTooLong);
  CHECK(redis.ask("SETRANGE k 16777215 xy") == kTooLong);
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.ask("SETRANGE k 16777215 x") == "(integer) 16777216");
  CHECK(redis.ask("APPEND k x") == kTooLong);
  CHECK(redis.run({"APPEND", "k", ""}) == "(integer) 16777216");
}

TEST_CASE("APPEND and SETRANGE keep a deadline") {
  for (const char* line : {"APPEND k x", "SETRANGE k 0 x"}) {
    PlainRedis redis;
    INFO(line);
    redis.ask("SET k v EX 100");
    redis.ask(line);
    redis.advance(seconds(100));
    CHECK(redis.ask("EXISTS k") == "(integer) 1");
    redis.advance(seconds(1));
    CHECK(redis.ask("EXISTS k") == "(integer) 0");
  }
}

TEST_CASE("commands of parts of strings with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line : {"append k", "append k a b", "strlen", "strlen a b", "getrange k 0",
                           "getrange k 0 1 2", "substr k 0", "setrange k 0", "setrange k 0 x y"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

}  // namespace faultline::engine
