#include "sim/history/records.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

TEST_CASE("a command is written as one would type it into redis-cli") {
  CHECK(command_text({"SADD", "cart:7", "milk"}) == "SADD cart:7 milk");
  CHECK(command_text({"SET", "k", ""}) == "SET k \"\"");
  CHECK(command_text({"", "k"}) == "\"\" k");
  CHECK(command_text({"SET", "a b", "it's"}) == "SET \"a b\" \"it's\"");
  CHECK(command_text({"SET", "k", "say \"a\\b\""}) == R"(SET k "say \"a\\b\"")");
}

TEST_CASE("bytes that are no text are escaped in quotes, and long arguments are cut") {
  CHECK(command_text({"SET", "k", "\xff\n"}) == R"(SET k "\xff\x0a")");
  CHECK(command_text({"GET", engine::Bytes(std::string(50, 'a'))}) ==
        "GET " + std::string(40, 'a') + "…");
}

}  // namespace
}  // namespace faultline::sim
