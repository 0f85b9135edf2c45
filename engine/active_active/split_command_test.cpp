#include "engine/active_active/split_command.h"

#include <catch2/catch.hpp>

#include "engine/active_active/slots.h"

namespace faultline::engine::active_active {
namespace {

// Of four shards: "foo" lies in the third, "bar" and "hello" in the second and first.
constexpr std::uint32_t kShards = 4;

TEST_CASE("a command in one slot goes to its shard unchanged") {
  const SplitCommand split = split_command({"SADD", "foo", "a", "b"}, kShards);
  REQUIRE(split.parts.size() == 1);
  CHECK(split.parts[0].shard == shard_of(slot_of("foo"), kShards));
  CHECK(split.parts[0].command == Arguments{"SADD", "foo", "a", "b"});
}

TEST_CASE("a write of several keys must stay in one slot") {
  const SplitCommand split = split_command({"DEL", "foo", "bar"}, kShards);
  REQUIRE(split.answer);
  CHECK(*split.answer == error_reply("CROSSSLOT Keys in request don't hash to the same slot"));
  CHECK_FALSE(split_command({"DEL", "{t}foo", "{t}bar"}, kShards).answer);
  CHECK(split_command({"MSET", "foo", "1", "bar", "2"}, kShards).answer);
}

TEST_CASE("a read that compares its keys must stay in one slot") {
  const SplitCommand split = split_command({"LCS", "foo", "bar"}, kShards);
  REQUIRE(split.answer);
  CHECK(*split.answer == error_reply("CROSSSLOT Keys in request don't hash to the same slot"));
  CHECK_FALSE(split_command({"LCS", "{t}foo", "{t}bar"}, kShards).answer);
}

TEST_CASE("an unknown command is refused before it goes anywhere") {
  const SplitCommand split = split_command({"NOSUCH", "foo"}, kShards);
  REQUIRE(split.answer);
  CHECK(split.answer->is_error());
  CHECK(split_command({"GET"}, kShards).answer);
}

TEST_CASE("a read over several slots is put together in the order of its keys") {
  const Arguments command{"MGET", "foo", "bar", "foo", "hello"};
  const SplitCommand split = split_command(command, kShards);
  REQUIRE_FALSE(split.answer);
  REQUIRE(split.parts.size() > 1);
  std::vector<Reply> replies;
  for (const CommandPart& part : split.parts) {
    std::vector<Reply> values;
    for (std::size_t i = 1; i < part.command.size(); ++i)
      values.push_back(bulk_reply(part.command[i]));
    replies.push_back({std::move(values)});
  }
  const Reply expected{std::vector<Reply>{bulk_reply("foo"), bulk_reply("bar"), bulk_reply("foo"),
                                          bulk_reply("hello")}};
  CHECK(join_replies(split, replies) == expected);
}

TEST_CASE("counts of a split read add up and an error stands for all") {
  const SplitCommand split = split_command({"EXISTS", "foo", "bar"}, kShards);
  REQUIRE(split.parts.size() == 2);
  CHECK(join_replies(split, {integer_reply(1), integer_reply(1)}) == integer_reply(2));
  CHECK(join_replies(split, {integer_reply(1), error_reply("ERR x")}) == error_reply("ERR x"));
}

}  // namespace
TEST_CASE("the proxy answers itself what names no key") {
  const SplitCommand split = split_command({"PING"}, kShards);
  CHECK(split.answer == Reply{Status{"PONG"}});
  CHECK(split.parts.empty());
}

}  // namespace faultline::engine::active_active
