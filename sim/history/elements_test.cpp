#include "sim/history/elements.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

using engine::Arguments;
using engine::bulk_reply;
using engine::Bytes;
using engine::find_command;
using engine::integer_reply;
using engine::nil_reply;
using engine::Reply;

Reply array_of(std::vector<Reply> replies) {
  return {std::move(replies)};
}

struct Said {
  Arguments command;
  Reply reply;
  std::vector<Element> shown;
  std::vector<Element> missing;
};

TEST_CASE("the reply to a read of single things says which are there") {
  const Element key{};
  for (const Said& said : std::vector<Said>{
           {{"GET", "k"}, bulk_reply("v"), {key}, {}},
           {{"get", "k"}, nil_reply(), {}, {key}},
           {{"EXISTS", "k"}, integer_reply(1), {key}, {}},
           {{"SISMEMBER", "s", "x"}, integer_reply(0), {}, {{"set", "x"}}},
           {{"SMISMEMBER", "s", "x", "y"},
            array_of({integer_reply(1), integer_reply(0)}),
            {{"set", "x"}},
            {{"set", "y"}}},
           {{"SMEMBERS", "s"}, array_of({bulk_reply("x")}), {{"set", "x"}}, {}},
           {{"HGET", "h", "f"}, bulk_reply("v"), {{"hash", "f"}}, {}},
           {{"HEXISTS", "h", "f"}, integer_reply(1), {{"hash", "f"}}, {}},
           {{"HMGET", "h", "f", "g"},
            array_of({bulk_reply("v"), nil_reply()}),
            {{"hash", "f"}},
            {{"hash", "g"}}},
           {{"HKEYS", "h"}, array_of({bulk_reply("f")}), {{"hash", "f"}}, {}},
           {{"HGETALL", "h"}, array_of({bulk_reply("f"), bulk_reply("v")}), {{"hash", "f"}}, {}},
           {{"ZSCORE", "z", "m"}, bulk_reply("1"), {{"zset", "m"}}, {}},
           {{"ZMSCORE", "z", "m"}, array_of({nil_reply()}), {}, {{"zset", "m"}}}}) {
    INFO(said.command[0].view());
    const std::vector<Reading> readings = readings_of(said.command, said.reply);
    REQUIRE(readings.size() == 1);
    CHECK(readings[0].key == said.command[1]);
    CHECK(readings[0].shown == said.shown);
    CHECK(readings[0].missing == said.missing);
  }
}

TEST_CASE("what reads several keys says it of each, and other replies say nothing") {
  const auto readings = readings_of({"MGET", "a", "b"}, array_of({bulk_reply("v"), nil_reply()}));
  REQUIRE(readings.size() == 2);
  CHECK(readings[0].shown.size() == 1);
  CHECK(readings[1].key == "b");
  CHECK(readings[1].shown.empty());
  for (const auto& [command, reply] :
       std::vector<std::pair<Arguments, Reply>>{{{"EXISTS", "a", "b"}, integer_reply(1)},
                                                {{"SCARD", "s"}, integer_reply(1)},
                                                {{"GET", "k"}, engine::error_reply("WRONGTYPE")},
                                                {{"SADD", "s", "x"}, integer_reply(1)},
                                                {{"NONSENSE", "k"}, integer_reply(1)}})
    CHECK(readings_of(command, reply).empty());
}

TEST_CASE("changes put elements and the key, or take what they name") {
  CHECK(added_by(engine::set::Add{"x"}) == std::vector<Element>{{}, {"set", "x"}});
  CHECK(added_by(engine::sorted_set::Put{"m", 1}) == std::vector<Element>{{}, {"zset", "m"}});
  CHECK(added_by(engine::string::Increment{}) == std::vector<Element>{{}});
  CHECK(added_by(engine::Delete{}).empty());
  CHECK(added_by(engine::Expire{}).empty());
  CHECK(taken_by_name(engine::hash::Remove{{"f"}}) == std::vector<Element>{{"hash", "f"}});
  CHECK(taken_by_name(engine::Delete{}).empty());
}

TEST_CASE("commands only take, may put an element, or may put anything") {
  const auto removed = [](const char* command, std::optional<Bytes> element) {
    return removal_of(*find_command(command), {"k", std::move(element)});
  };
  CHECK(removed("SREM", "x") == Element{"set", "x"});
  CHECK(removed("DEL", std::nullopt) == Element{});
  CHECK(removed("SADD", "x") == std::nullopt);
  const auto put = [](const char* command, std::optional<Bytes> element) {
    return putting_of(*find_command(command), {"k", std::move(element)});
  };
  CHECK(put("SADD", "x")->element == Element{"set", "x"});
  CHECK_FALSE(put("SUNIONSTORE", std::nullopt)->element.has_value());
  CHECK_FALSE(put("SREM", "x").has_value());
  CHECK_FALSE(put("SMEMBERS", std::nullopt).has_value());
}

}  // namespace
}  // namespace faultline::sim
