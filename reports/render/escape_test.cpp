#include "reports/render/escape.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("UTF-8 is what RFC 3629 allows and nothing else") {
  for (const char* good : {"", "milk", "\xc2\x80", "\xe2\x82\xac", "\xf0\x9f\x9b\x92",
                           "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"}) {
    CHECK(is_utf8(good));
  }
  for (const char* bad : {"\xff", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
                          "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "a\xc3("}) {
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("any bytes become printable UTF-8 on one line") {
  CHECK(rc::check([](const std::string& bytes) {
    const std::string text = printable(bytes);
    RC_ASSERT(is_utf8(text));
    RC_ASSERT(text.find('\n') == std::string::npos);
  }));
  CHECK(printable("a\nb\x01\xff\\") == "a\\nb\\x01\\xff\\\\");
  CHECK(printable(std::string(1000, 'x')).size() == 1000);
  CHECK(printable_start(std::string(1000, 'x')) == std::string(160, 'x') + "… (1000 bytes)");
  // Not within a character.
  CHECK(printable_start(std::string(159, 'x') + "€yyy") == std::string(159, 'x') + "… (165 bytes)");
}

TEST_CASE("a command reads as one would type it") {
  CHECK(command_text({"SET", "a b", ""}) == "SET \"a b\" \"\"");
  CHECK(command_text({"SADD", "cart:7", "milk"}) == "SADD cart:7 milk");
  CHECK(command_text({"SET", "k", "a\"b"}) == R"(SET k "a\"b")");
  CHECK(command_text({"SET", "k", "\xff"}) == R"(SET k "\xff")");
}

TEST_CASE("replies read as redis-cli shows them") {
  CHECK(reply_text(engine::nil_reply()) == "(nil)");
  CHECK(reply_text(engine::error_reply("ERR no")) == "(error) ERR no");
  CHECK(reply_text({std::vector<engine::Reply>{
            engine::integer_reply(1), engine::bulk_reply("a")}}) == "[(integer) 1, \"a\"]");
}

TEST_CASE("markup and Markdown lose their meaning") {
  CHECK(escape_markup("<a b=\"'&'\">") == "&lt;a b=&quot;&#39;&amp;&#39;&quot;&gt;");
  CHECK(escape_markdown("a|b`c`<d>\n*e*") == "a&#124;b&#96;c&#96;&#60;d&#62; &#42;e&#42;");
  CHECK(escape_markdown("lost_concurrent _x_") == "lost_concurrent &#95;x&#95;");
}

}  // namespace faultline::reports
