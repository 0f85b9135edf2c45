#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

std::vector<engine::Arguments> commands(int count) {
  const engine::ParameterValues values = {
      {"keys", {engine::Nested{"uniform", {{"count", {std::int64_t{20}}}}}}}};
  const auto keys = keys_of(values);
  const auto workload = find_workload("votes")->make(values, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

TEST_CASE("every vote is counted and then its voter is noted, once") {
  std::set<engine::Bytes> voters;
  std::string counted;
  for (const auto& command : commands(5000)) {
    const std::string name(command[0].view());
    if (name == "SADD") {
      REQUIRE_FALSE(counted.empty());
      CHECK(command[1] == engine::Bytes("voters:" + counted));
      CHECK(voters.insert(command[2]).second);
      counted.clear();
      continue;
    }
    CHECK(counted.empty());
    if (name == "INCR") counted = std::string(command[1].view().substr(6));
  }
  CHECK(voters.size() > 1500);
}

}  // namespace
}  // namespace faultline::sim
