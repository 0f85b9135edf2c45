#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("counters are counted up more than down, and read") {
  std::map<std::string, int> counts;
  for (const auto& command : commands_of("counter", 10'000))
    ++counts[std::string(command[0].view())];
  CHECK(std::abs(counts["INCR"] - 4000) < 250);
  CHECK(std::abs(counts["INCRBY"] - 2000) < 200);
  CHECK(std::abs(counts["DECRBY"] - 2000) < 200);
  CHECK(std::abs(counts["GET"] - 2000) < 200);
}

}  // namespace
}  // namespace faultline::sim
