#include "sim/story/text.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

TEST_CASE("UTF-8 is what RFC 3629 allows and nothing else") {
  for (const char* good : {"", "milk", "\xc2\x80", "\xe2\x82\xac", "\xf0\x9f\x9b\x92",
                           "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\x7f", "\xe0\xa0\x80"}) {
    CHECK(is_utf8(good));
  }
  for (const char* bad : {"\xff", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
                          "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf5\x80\x80\x80", "\xc2",
                          "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "a\xc3("}) {
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("any bytes become printable UTF-8 on one line") {
  CHECK(rc::check([](const std::string& bytes) {
    const std::string text = printable(bytes);
    RC_ASSERT(is_utf8(text));
    RC_ASSERT(text.find('\n') == std::string::npos);
  }));
  CHECK(printable("a\nb\x01\xff\\") == "a\\nb\\x01\\xff\\\\");
  CHECK(printable_text("it is a\\xff\nand \xff") == "it is a\\xff\\nand \\xff");
  CHECK(printable(std::string(1000, 'x')).size() == 1000);
  CHECK(printable_start(std::string(1000, 'x')) == std::string(160, 'x') + "… (1000 bytes)");
  // Not within a character.
  CHECK(printable_start(std::string(159, 'x') + "€yyy") == std::string(159, 'x') + "… (165 bytes)");
}

TEST_CASE("a command reads as one would type it") {
  CHECK(command_text({"SET", "a b", ""}) == "SET \"a b\" \"\"");
  CHECK(command_text({"SADD", "cart:7", "milk"}) == "SADD cart:7 milk");
  CHECK(command_text({"SET", "k", "a\"b"}) == R"(SET k "a\"b")");
  CHECK(command_text({"", "k"}) == "\"\" k");
  CHECK(command_text({"SET", "a b", "it's"}) == "SET \"a b\" \"it's\"");
  CHECK(command_text({"SET", "k", "say \"a\\b\""}) == R"(SET k "say \"a\\b\"")");
  CHECK(command_text({"SET", "k", "\xff"}) == R"(SET k "\xff")");
}

TEST_CASE("replies read as redis-cli shows them") {
  CHECK(reply_text(engine::nil_reply()) == "(nil)");
  CHECK(reply_text(engine::error_reply("ERR no")) == "(error) ERR no");
  CHECK(reply_text({std::vector<engine::Reply>{
            engine::integer_reply(1), engine::bulk_reply("a")}}) == "[(integer) 1, \"a\"]");
}

}  // namespace
}  // namespace faultline::sim
