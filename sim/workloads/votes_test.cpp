#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("every vote is counted and then its voter is noted, once") {
  std::set<engine::Bytes> voters;
  std::string counted;
  for (const auto& command : commands_of("votes", 5000)) {
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
