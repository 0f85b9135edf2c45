#include "reports/render/edn.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace engine = faultline::engine;

TEST_CASE("a string stays on its line and cannot end itself") {
  CHECK(edn_string("milk") == R"("milk")");
  CHECK(edn_string("") == R"("")");
  CHECK(edn_string("a\"b\\c\n\r\t") == R"("a\"b\\c\n\r\t")");
  CHECK(edn_string(std::string("\0\x1b\x7f", 3)) == R"("\u0000\u001b\u007f")");
  CHECK(edn_string("grüße €") == "\"grüße €\"");
  CHECK(edn_string(kRawKey) == R"({:base64 "cmF3/wE="})");
}

TEST_CASE("replies are EDN values") {
  CHECK(edn_reply(engine::nil_reply()) == "nil");
  CHECK(edn_reply(engine::integer_reply(-7)) == "-7");
  CHECK(edn_reply(engine::ok_reply()) == R"("OK")");
  CHECK(edn_reply(engine::error_reply("ERR \"x\"")) == R"({:error "ERR \"x\""})");
  CHECK(edn_reply(engine::Reply{std::vector<engine::Reply>{
            engine::bulk_reply("a"), engine::nil_reply(),
            engine::Reply{std::vector<engine::Reply>{engine::integer_reply(1)}}}}) ==
        R"(["a" nil [1]])");
}

TEST_CASE("a command's name is a keyword only where every reader takes it for one") {
  CHECK(edn_keyword("SADD") == ":sadd");
  CHECK(edn_keyword("JSON.SET") == ":json.set");
  CHECK_FALSE(edn_keyword("SADD} {:type"));
  CHECK_FALSE(edn_keyword("1"));
  CHECK_FALSE(edn_keyword(""));
  CHECK_FALSE(edn_keyword("größe"));
}
