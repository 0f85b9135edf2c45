#include "scenarios/loader/redis_escape.h"

#include <catch2/catch.hpp>

#include "sim/story/text.h"

namespace faultline::scenarios {

TEST_CASE("an argument as redis-cli takes it stands for its bytes") {
  CHECK(unescaped("cart:7") == "cart:7");
  CHECK(unescaped(R"("a b\xff\n\t\"\\")") == "a b\xff\n\t\"\\");
  CHECK(unescaped(R"(raw\xFF)") == "raw\xff");
  CHECK(unescaped("\"\"") == "");
  CHECK(unescaped("") == "");
}

TEST_CASE("a wrong escape and a missing quote stand for nothing") {
  for (const char* wrong : {"\\", "a\\q", "\\x", "\\x4", "\\x4g", "\"a", "\"a\"b", "\"a\\\""})
    CHECK_FALSE(unescaped(wrong));
}

TEST_CASE("what a story prints of a key is what an argument stands for") {
  for (const std::string key : {"k", "a b", "\"q\"", "\\", "raw\xff\x01", "κλειδί", "'", ""})
    CHECK(unescaped(sim::argument_text(key)) == key);
}

}  // namespace faultline::scenarios
