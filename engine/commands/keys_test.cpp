// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

const std::string kUnknown = "(error) ERR unknown command '";
const std::string kBeginning = "', with args beginning with: ";

std::string repeated(std::size_t count, char c) {
  return std::string(count, c);
}

}  // namespace

TEST_CASE("DEL counts the keys that were there, once each") {
  PlainRedis redis;
  redis.ask("SET a 1");
  redis.ask("SADD t x");
  CHECK(redis.ask("DEL t t none a") == "(integer) 2");
  CHECK(redis.ask("DEL t") == "(integer) 0");
  CHECK(redis.ask("GET a") == "(nil)");
}

TEST_CASE("EXISTS counts each mention of a key that is there") {
  PlainRedis redis;
  redis.ask("SET c 1");
  CHECK(redis.ask("EXISTS c c none") == "(integer) 2");
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
}

TEST_CASE("UNLINK answers as DEL does, TOUCH as EXISTS") {
  PlainRedis redis;
  redis.ask("MSET a 1 b 2");
  CHECK(redis.ask("TOUCH a a none b") == "(integer) 3");
  CHECK(redis.ask("UNLINK a a none b") == "(integer) 2");
  CHECK(redis.ask("TOUCH a b") == "(integer) 0");
}

TEST_CASE("TYPE answers a status") {
  PlainRedis redis;
  redis.ask("SET c 1");
  redis.ask("SADD s x");
  CHECK(redis.ask("TYPE none") == "none");
  CHECK(redis.ask("TYPE c") == "string");
  CHECK(redis.ask("TYPE s") == "set");
}

TEST_CASE("an expired key is neither there nor deleted by name") {
  PlainRedis redis;
  redis.ask("SET k v EX 1");
  redis.advance(std::chrono::milliseconds(1001));
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.ask("TYPE k") == "none");
  CHECK(redis.ask("DEL k") == "(integer) 0");
}

TEST_CASE("key commands with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line : {"del", "unlink", "exists", "touch", "type", "type a b"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == "(error) ERR wrong number of arguments for '" +
                                 text.substr(0, text.find(' ')) + "' command");
  }
}

TEST_CASE("an unknown command is repeated with its first arguments") {
  PlainRedis redis;
  CHECK(redis.ask("FOO") == kUnknown + "FOO" + kBeginning);
  CHECK(redis.run({"foo", "a", "it is", "b"}) ==
        kUnknown + "foo" + kBeginning + "'a' 'it is' 'b' ");
  CHECK(redis.run({"FOO", ""}) == kUnknown + "FOO" + kBeginning + "'' ");
  CHECK(redis.run({"", "a"}) == kUnknown + kBeginning + "'a' ");
}

TEST_CASE("an unknown command is repeated up to 128 bytes of its name and of its arguments") {
  PlainRedis redis;
  CHECK(redis.run({repeated(200, 'F'), "a"}) ==
        kUnknown + repeated(128, 'F') + kBeginning + "'a' ");
  CHECK(redis.run({"FOO", repeated(200, 'x'), "y"}) ==
        kUnknown + "FOO" + kBeginning + "'" + repeated(128, 'x') + "' ");
  CHECK(redis.run({"FOO", repeated(60, 'x'), repeated(60, 'y'), repeated(60, 'z')}) ==
        kUnknown + "FOO" + kBeginning + "'" + repeated(60, 'x') + "' '" + repeated(60, 'y') +
            "' 'zz' ");
  CHECK(redis.run({"FOO", repeated(124, 'x'), "y"}) ==
        kUnknown + "FOO" + kBeginning + "'" + repeated(124, 'x') + "' 'y' ");
  CHECK(redis.run({"FOO", repeated(125, 'x'), "y"}) ==
        kUnknown + "FOO" + kBeginning + "'" + repeated(125, 'x') + "' ");
}

TEST_CASE("an unknown command is repeated up to a zero byte, line ends as spaces") {
  PlainRedis redis;
  CHECK(redis.run({std::string("FO\r\nO\0x", 7), std::string("a\r\nb\0c", 6), "\xff\t\"q\""}) ==
        kUnknown + "FO  O" + kBeginning + "'a  b' '\xff\t\"q\"' ");
}

TEST_CASE("every command of the table has a name in upper case and a summary") {
  for (const CommandKind& kind : command_kinds()) {
    CHECK(find_command(kind.name) == &kind);
    CHECK_FALSE(kind.summary.empty());
    for (const char c : kind.name) CHECK(((c >= 'A' && c <= 'Z') || c == '_'));
  }
}

}  // namespace faultline::engine
