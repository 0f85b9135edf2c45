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
  const auto workload = find_workload("set")->make(values, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

TEST_CASE("most members are added once only, and removals hit those that many add") {
  std::map<engine::Bytes, int> added;
  int removals = 0;
  int known = 0;
  for (const auto& command : commands(5000)) {
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
