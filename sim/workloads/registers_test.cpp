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
  const auto workload = find_workload("registers")->make(values, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

TEST_CASE("no two writes to registers write the same value") {
  std::set<engine::Bytes> written;
  int writes = 0;
  for (const auto& command : commands(5000)) {
    if (command[0] == engine::Bytes("GET")) continue;
    ++writes;
    CHECK(written.insert(command[2]).second);
  }
  CHECK(std::abs(writes - 2750) < 200);
}

}  // namespace
}  // namespace faultline::sim
