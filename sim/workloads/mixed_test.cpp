#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/commands/command.h"
#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Bytes;

std::vector<engine::Arguments> commands(std::uint32_t client, int count) {
  const engine::ParameterValues values = {
      {"keys", {engine::Nested{"uniform", {{"count", {std::int64_t{20}}}}}}}};
  const auto keys = keys_of(values);
  const auto mixed = find_workload("mixed")->make(values, *keys, client);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(mixed->next(random));
  return all;
}

TEST_CASE("the mixed workload asks for every command of its families") {
  std::set<std::string> found;
  for (const auto& command : commands(1, 5000)) found.insert(std::string(command[0].view()));
  CHECK(found == std::set<std::string>{"APPEND", "DECRBY", "DEL", "EXISTS", "GET", "GETSET", "INCR",
                                       "INCRBY", "MGET", "MSET", "SADD", "SET", "SISMEMBER",
                                       "SMEMBERS", "SREM", "TYPE"});
}

TEST_CASE("no value is written twice, by one client or by two") {
  std::set<Bytes> written;
  for (const std::uint32_t client : {1U, 11U})
    for (const auto& command : commands(client, 5000)) {
      const std::string_view name = command[0].view();
      if (name == "SET" || name == "GETSET" || name == "APPEND")
        CHECK(written.insert(command[2]).second);
      if (name == "MSET") {
        CHECK(written.insert(command[2]).second);
        CHECK(written.insert(command[4]).second);
      }
    }
  CHECK(written.size() > 2000);
}

TEST_CASE("the keys of one command share a hash tag") {
  for (const auto& command : commands(2, 5000)) {
    const auto keys = engine::keys_of(*engine::find_command(command[0].view()), command);
    for (const Bytes& key : keys) {
      const auto tag = [](const Bytes& each) {
        return each.view().substr(0, each.view().find('}'));
      };
      CHECK(tag(key) == tag(keys.front()));
      if (keys.size() > 1) CHECK(key.view().front() == '{');
    }
  }
}

TEST_CASE("a key holds one type only, as its name says") {
  const std::map<std::string_view, char> families = {
      {"SET", 'r'},    {"GETSET", 'r'}, {"APPEND", 'r'}, {"INCR", 'c'},     {"INCRBY", 'c'},
      {"DECRBY", 'c'}, {"SADD", 's'},   {"SREM", 's'},   {"SMEMBERS", 's'}, {"SISMEMBER", 's'}};
  for (const auto& command : commands(3, 5000)) {
    const auto family = families.find(command[0].view());
    if (family != families.end()) CHECK(command[1].view().front() == family->second);
  }
}

}  // namespace
}  // namespace faultline::sim
