// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

using std::chrono::seconds;

constexpr const char* kBitOffset = "(error) ERR bit offset is not an integer or out of range";

// What GET answers for these bytes.
std::string quoted(std::string_view bytes) {
  return "\"" + std::string(bytes) + "\"";
}

}  // namespace

TEST_CASE("SETBIT answers the old bit, and bit 0 is the highest of the first byte") {
  PlainRedis redis;
  CHECK(redis.ask("SETBIT k 1 1") == "(integer) 0");
  CHECK(redis.ask("GET k") == "\"@\"");
  CHECK(redis.ask("SETBIT k 7 1") == "(integer) 0");
  CHECK(redis.ask("GET k") == "\"A\"");
  CHECK(redis.ask("SETBIT k 1 0") == "(integer) 1");
  CHECK(redis.ask("GET k") == "\"\x01\"");
  CHECK(redis.ask("SETBIT k 16 1") == "(integer) 0");
  CHECK(redis.ask("GET k") == quoted({"\x01\0\x80", 3}));
}

TEST_CASE("SETBIT of a zero makes the key and the room, but writes nothing twice") {
  PlainRedis redis;
  CHECK(redis.ask("SETBIT k 15 0") == "(integer) 0");
  CHECK(redis.ask("GET k") == quoted({"\0\0", 2}));
  CHECK(redis.ask("SETBIT k 15 0") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("SETBIT k 23 0") == "(integer) 0");
  CHECK(redis.ask("STRLEN k") == "(integer) 3");
}

TEST_CASE("GETBIT sees zeros behind the value and in absent keys") {
  PlainRedis redis;
  redis.ask("SET k a");  // 01100001
  CHECK(redis.ask("GETBIT k 0") == "(integer) 0");
  CHECK(redis.ask("GETBIT k 1") == "(integer) 1");
  CHECK(redis.ask("GETBIT k 7") == "(integer) 1");
  CHECK(redis.ask("GETBIT k 8") == "(integer) 0");
  CHECK(redis.ask("GETBIT none 134217727") == "(integer) 0");
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
}

TEST_CASE("SETBIT and GETBIT look at their numbers before they look at the key") {
  PlainRedis redis;
  redis.ask("SADD s a");
  for (const char* offset : {"-1", "abc", "01", "1.5", "134217728", "9223372036854775807"}) {
    INFO(offset);
    CHECK(redis.ask(std::string("SETBIT s ") + offset + " 2") == kBitOffset);
    CHECK(redis.ask(std::string("GETBIT s ") + offset) == kBitOffset);
  }
  for (const char* bit : {"2", "-1", "abc", "01"})
    CHECK(redis.ask(std::string("SETBIT s 0 ") + bit) ==
          "(error) ERR bit is not an integer or out of range");
  CHECK(redis.ask("SETBIT s 0 1") == kWrongType);
  CHECK(redis.ask("GETBIT s 0") == kWrongType);
}

TEST_CASE("SETBIT keeps a deadline, BITOP drops that of its destination") {
  PlainRedis redis;
  redis.ask("SET k a EX 100");
  redis.ask("SETBIT k 0 1");
  redis.ask("SET d a EX 100");
  CHECK(redis.ask("BITOP AND d k") == "(integer) 1");
  redis.advance(seconds(101));
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.ask("GET d") == "\"\xe1\"");
}

TEST_CASE("BITOP is as long as its longest source") {
  PlainRedis redis;
  redis.run({"SET", "a", "\xff\x0f"});
  redis.run({"SET", "b", "\x3c"});
  CHECK(redis.ask("BITOP AND d a b") == "(integer) 2");
  CHECK(redis.ask("GET d") == quoted({"\x3c\0", 2}));
  CHECK(redis.ask("BITOP AND d b a") == "(integer) 2");
  CHECK(redis.ask("GET d") == quoted({"\x3c\0", 2}));
  CHECK(redis.ask("bitop or d b a none") == "(integer) 2");
  CHECK(redis.ask("GET d") == "\"\xff\x0f\"");
  CHECK(redis.ask("BITOP XOR d a b") == "(integer) 2");
  CHECK(redis.ask("GET d") == "\"\xc3\x0f\"");
  CHECK(redis.ask("BITOP XOR d a a a") == "(integer) 2");
  CHECK(redis.ask("GET d") == "\"\xff\x0f\"");
  CHECK(redis.ask("BITOP NOT d a") == "(integer) 2");
  CHECK(redis.ask("GET d") == quoted({"\0\xf0", 2}));
  CHECK(redis.ask("BITOP AND d a none") == "(integer) 2");
  CHECK(redis.ask("GET d") == quoted({"\0\0", 2}));
}

TEST_CASE("BITOP may read its destination, and replaces a key of any type") {
  PlainRedis redis;
  redis.run({"SET", "a", "\x0f"});
  CHECK(redis.ask("BITOP NOT a a") == "(integer) 1");
  CHECK(redis.ask("GET a") == "\"\xf0\"");
  redis.ask("SADD s x");
  CHECK(redis.ask("BITOP OR s a") == "(integer) 1");
  CHECK(redis.ask("GET s") == "\"\xf0\"");
}

TEST_CASE("BITOP of nothing deletes its destination") {
  PlainRedis redis;
  redis.ask("SADD s x");
  redis.run({"SET", "empty", ""});
  CHECK(redis.ask("BITOP AND s none empty") == "(integer) 0");
  CHECK(redis.ask("EXISTS s") == "(integer) 0");
  CHECK(redis.ask("BITOP AND s none") == "(integer) 0");
  CHECK(redis.effects().empty());
}

TEST_CASE("BITOP looks at its operation, then at its sources") {
  PlainRedis redis;
  redis.ask("SADD s x");
  CHECK(redis.ask("BITOP BOGUS d s") == kSyntax);
  CHECK(redis.ask("BITOP NOT d s s") ==
        "(error) ERR BITOP NOT must be called with a single source key.");
  CHECK(redis.ask("BITOP NOT d s") == kWrongType);
  CHECK(redis.ask("BITOP AND d none s") == kWrongType);
}

TEST_CASE("BITOP writes its destination alone") {
  const Arguments command{"BITOP", "AND", "d", "a", "b"};
  const CommandKind& kind = *find_command("BITOP");
  CHECK(units_of(kind, command) == std::vector<Unit>{{"d", std::nullopt}});
  CHECK(keys_of(kind, command) == std::vector<Bytes>{"d", "a", "b"});
  CHECK(units_of(kind, {"BITOP", "AND", "d"}).empty());
}

TEST_CASE("bitmap commands with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line :
       {"setbit k 1", "setbit k 1 0 0", "getbit k", "getbit k 1 2", "bitop", "bitop and d"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

}  // namespace faultline::engine
