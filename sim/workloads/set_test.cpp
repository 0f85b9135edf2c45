#include <catch2/catch.hpp>
#include <map>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("most members are added once only, and removals hit those that many add") {
  std::map<engine::Bytes, int> added;
  int removals = 0;
  int known = 0;
  for (const auto& command : commands_of("set", 5000)) {
    if (command[0] == engine::Bytes("SADD")) ++added[command[2]];
    if (command[0] != engine::Bytes("SREM")) continue;
    ++removals;
    known += added[command[2]] > 1 ? 1 : 0;
  }
  CHECK(added.size() > 1500);
  CHECK(removals > 600);
  CHECK(2 * known > removals);
}

}  // namespace
}  // namespace faultline::sim
