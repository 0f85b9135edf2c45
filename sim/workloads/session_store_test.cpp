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
  const auto workload = find_workload("session_store")->make(values, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

TEST_CASE("sessions are read far more often than written, and no token is written twice") {
  std::map<std::string, int> counts;
  std::set<engine::Bytes> tokens;
  for (const auto& command : commands(10'000)) {
    ++counts[std::string(command[0].view())];
    if (command[0] == engine::Bytes("SET")) CHECK(tokens.insert(command[2]).second);
  }
  CHECK(counts["GET"] > 3 * counts["SET"]);
  CHECK(counts["SET"] > 1000);
  CHECK(counts["DEL"] > 300);
}

}  // namespace
}  // namespace faultline::sim
