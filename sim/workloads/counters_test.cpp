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
  const auto workload = find_workload("counters")->make(values, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

TEST_CASE("counters are counted up more than down, and read") {
  std::map<std::string, int> counts;
  for (const auto& command : commands(10'000)) ++counts[std::string(command[0].view())];
  CHECK(std::abs(counts["INCR"] - 4000) < 250);
  CHECK(std::abs(counts["INCRBY"] - 2000) < 200);
  CHECK(std::abs(counts["DECRBY"] - 2000) < 200);
  CHECK(std::abs(counts["GET"] - 2000) < 200);
}

}  // namespace
}  // namespace faultline::sim
