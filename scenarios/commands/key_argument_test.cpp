#include "scenarios/commands/key_argument.h"

#include <catch2/catch.hpp>

#include "sim/story/text.h"

namespace faultline::scenarios {

TEST_CASE("a key is meant by its bytes, by redis-cli's text of it, and by the report's") {
  const std::string raw("raw\xff\x01", 5);
  const std::string big(500, 'k');
  const std::vector<engine::Bytes> keys = {"cart:7", "a b", R"(back\slash)", engine::Bytes(raw),
                                           engine::Bytes(big)};
  for (const auto& [typed, meant] :
       std::vector<std::pair<std::string, std::string>>{{"cart:7", "cart:7"},
                                                        {R"("cart:7")", "cart:7"},
                                                        {"a b", "a b"},
                                                        {R"("a b")", "a b"},
                                                        {R"(back\slash)", R"(back\slash)"},
                                                        {R"(back\\slash)", R"(back\slash)"},
                                                        {R"(raw\xff\x01)", raw},
                                                        {R"("raw\xFF\x01")", raw},
                                                        {sim::printable_start(big), big}}) {
    INFO(typed);
    CHECK(key_meant(typed, keys).key == engine::Bytes(meant));
  }
}

TEST_CASE("a key that nobody named is refused with the nearest one") {
  const KeyMeant wrong = key_meant("crat:7", {"cart:7", "stock"});
  CHECK_FALSE(wrong.key);
  CHECK(wrong.problem == "no command of the run names the key \"crat:7\"");
  CHECK(wrong.suggestion == "cart:7");
  CHECK(key_meant("else", {"cart:7"}).suggestion.empty());
}

TEST_CASE("long keys that begin alike are not taken for each other") {
  const std::string begin(500, 'k');
  const KeyMeant either = key_meant(sim::printable_start(begin + "1"),
                                    {engine::Bytes(begin + "1"), engine::Bytes(begin + "2")});
  CHECK_FALSE(either.key);
  CHECK_THAT(either.problem, Catch::StartsWith("2 keys of the run begin like"));
}

}  // namespace faultline::scenarios
