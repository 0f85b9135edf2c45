#include "engine/active_active/split_command.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/active_active/slots.h"

namespace faultline::engine::active_active {
namespace {

// Of four shards: "foo" lies in the third, "bar" and "hello" in the second and first.
constexpr std::uint32_t kShards = 4;

SplitCommand split_up(const Arguments& command) {
  Prng random(1);
  return split_command(command, SlotMap::of(kShards), kShards, random);
}

std::vector<std::uint32_t> shards_of(const SplitCommand& split) {
  std::vector<std::uint32_t> shards;
  for (const CommandPart& part : split.parts) shards.push_back(part.shard);
  std::sort(shards.begin(), shards.end());
  return shards;
}

Reply page(const char* cursor, std::vector<Reply> keys) {
  return {std::vector<Reply>{bulk_reply(cursor), Reply{std::move(keys)}}};
}

TEST_CASE("a command in one slot goes to its shard unchanged") {
  const SplitCommand split = split_up({"SADD", "foo", "a", "b"});
  REQUIRE(split.parts.size() == 1);
  CHECK(split.parts[0].shard == shard_of(slot_of("foo"), kShards));
  CHECK(split.parts[0].command == Arguments{"SADD", "foo", "a", "b"});
}

TEST_CASE("a write of several keys must stay in one slot") {
  const SplitCommand split = split_up({"DEL", "foo", "bar"});
  REQUIRE(split.answer);
  CHECK(*split.answer == error_reply("CROSSSLOT Keys in request don't hash to the same slot"));
  CHECK_FALSE(split_up({"DEL", "{t}foo", "{t}bar"}).answer);
  CHECK(split_up({"MSET", "foo", "1", "bar", "2"}).answer);
}

TEST_CASE("a read that compares its keys must stay in one slot") {
  const SplitCommand split = split_up({"LCS", "foo", "bar"});
  REQUIRE(split.answer);
  CHECK(*split.answer == error_reply("CROSSSLOT Keys in request don't hash to the same slot"));
  CHECK_FALSE(split_up({"LCS", "{t}foo", "{t}bar"}).answer);
}

TEST_CASE("an unknown command is refused before it goes anywhere") {
  const SplitCommand split = split_up({"NOSUCH", "foo"});
  REQUIRE(split.answer);
  CHECK(split.answer->is_error());
  CHECK(split_up({"GET"}).answer);
}

TEST_CASE("a read over several slots is put together in the order of its keys") {
  const Arguments command{"MGET", "foo", "bar", "foo", "hello"};
  const SplitCommand split = split_up(command);
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
  const SplitCommand split = split_up({"EXISTS", "foo", "bar"});
  REQUIRE(split.parts.size() == 2);
  CHECK(join_replies(split, {integer_reply(1), integer_reply(1)}) == integer_reply(2));
  CHECK(join_replies(split, {integer_reply(1), error_reply("ERR x")}) == error_reply("ERR x"));
}

TEST_CASE("patterns may not lead to keys that may lie in another shard") {
  const SplitCommand by = split_up({"SORT", "foo", "BY", "weight_*"});
  CHECK(by.answer == error_reply("ERR BY option of SORT denied in cluster mode."));
  const SplitCommand get = split_up({"SORT_RO", "foo", "ALPHA", "GET", "#"});
  CHECK(get.answer == error_reply("ERR GET option of SORT denied in cluster mode."));
  CHECK_FALSE(split_up({"SORT", "foo", "BY", "nosort", "LIMIT", "0", "1"}).answer);
}

TEST_CASE("what Active-Active does not support is refused as an unknown command is") {
  for (const Arguments& command :
       {Arguments{"RESTORE", "k", "0", "x"}, Arguments{"OBJECT", "ENCODING", "k"},
        Arguments{"SUBSTR", "k", "0", "1"}}) {
    const SplitCommand split = split_up(command);
    REQUIRE(split.answer);
    CHECK(split.answer->is_error());
    CHECK(split.parts.empty());
  }
  CHECK_FALSE(split_up({"OBJECT", "REFCOUNT", "k"}).answer);
}

TEST_CASE("a command about all keys goes to all shards") {
  const SplitCommand keys = split_up({"KEYS", "*"});
  CHECK(shards_of(keys) == std::vector<std::uint32_t>{0, 1, 2, 3});
  const Reply none{std::vector<Reply>()};
  const Reply some{std::vector<Reply>{bulk_reply("a"), bulk_reply("b")}};
  CHECK(join_replies(keys, {none, some, none, Reply{std::vector<Reply>{bulk_reply("c")}}}) ==
        Reply{std::vector<Reply>{bulk_reply("a"), bulk_reply("b"), bulk_reply("c")}});
  const SplitCommand count = split_up({"DBSIZE"});
  CHECK(join_replies(count, {integer_reply(1), integer_reply(0), integer_reply(4),
                             integer_reply(2)}) == integer_reply(7));
  const SplitCommand any = split_up({"RANDOMKEY"});
  CHECK(shards_of(any) == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(join_replies(any, {nil_reply(), bulk_reply("b"), bulk_reply("c"), nil_reply()}) ==
        bulk_reply("b"));
}

TEST_CASE("SCAN goes through one shard after the other") {
  const SplitCommand first = split_up({"SCAN", "0", "COUNT", "5"});
  CHECK(shards_of(first) == std::vector<std::uint32_t>{0});
  CHECK(join_replies(first, {page("77", {bulk_reply("a")})}) == page("308", {bulk_reply("a")}));
  CHECK(join_replies(first, {page("0", {})}) == page("1", {}));
  const SplitCommand later = split_up({"SCAN", "311"});
  CHECK(shards_of(later) == std::vector<std::uint32_t>{3});
  CHECK(later.parts[0].command == Arguments{"SCAN", "77"});
  CHECK(join_replies(later, {page("0", {})}) == page("0", {}));
}

TEST_CASE("the proxy answers itself what names no key") {
  const SplitCommand split = split_up({"PING"});
  CHECK(split.answer == Reply{Status{"PONG"}});
  CHECK(split.parts.empty());
}

}  // namespace
}  // namespace faultline::engine::active_active
