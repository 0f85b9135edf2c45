#include "engine/dynomite/split.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {
namespace {

// Owners by the key's first letter.
std::size_t owner_of(const Bytes& key) {
  return static_cast<std::size_t>(key.view()[0] - 'a');
}

std::vector<Part> split_up(const Arguments& command) {
  const CommandKind* kind = find_command(command[0].view());
  REQUIRE(kind != nullptr);
  return split(*kind, command, owner_of);
}

}  // namespace

TEST_CASE("values go with their keys, and each part knows its keys' positions") {
  const auto parts = split_up({"MSET", "b1", "1", "a1", "2", "b2", "3"});
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].command == Arguments{"MSET", "a1", "2"});
  CHECK(parts[0].positions == std::vector<std::uint32_t>{1});
  CHECK(parts[1].command == Arguments{"MSET", "b1", "1", "b2", "3"});
  CHECK(parts[1].positions == std::vector<std::uint32_t>{0, 2});
  CHECK(parts[1].key == Bytes("b1"));
}

TEST_CASE("keys of one owner and all other commands stay whole") {
  CHECK(split_up({"DEL", "a1", "a2"}).at(0).positions.empty());
  const auto parts = split_up({"SADD", "b", "a", "c"});
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].command.size() == 4);
  CHECK(parts[0].key == Bytes("b"));
}

TEST_CASE("the replies of the parts become one in the order of the arguments") {
  const CommandKind& mget = *find_command("MGET");
  const Reply first{std::vector<Reply>{bulk_reply("1"), bulk_reply("3")}};
  const Reply second{std::vector<Reply>{bulk_reply("2")}};
  CHECK(merge(mget, {{{1, 2}, first}, {{0}, second}}) ==
        Reply{std::vector<Reply>{bulk_reply("2"), bulk_reply("1"), bulk_reply("3")}});
  const CommandKind& del = *find_command("DEL");
  CHECK(merge(del, {{{0}, integer_reply(1)}, {{1}, integer_reply(2)}}) == integer_reply(3));
  CHECK(merge(del, {{{0}, integer_reply(1)}, {{1}, error_reply("ERR Peer: x")}}) ==
        error_reply("ERR Peer: x"));
}

}  // namespace faultline::engine::dynomite
