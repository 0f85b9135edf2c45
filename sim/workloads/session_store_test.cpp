#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("sessions are read far more often than written, and no token is written twice") {
  std::map<std::string, int> counts;
  std::set<engine::Bytes> tokens;
  for (const auto& command : commands_of("session_store", 10'000)) {
    ++counts[std::string(command[0].view())];
    if (command[0] == engine::Bytes("SET")) CHECK(tokens.insert(command[2]).second);
  }
  CHECK(counts["GET"] > 3 * counts["SET"]);
  CHECK(counts["SET"] > 1000);
  CHECK(counts["DEL"] > 300);
}

}  // namespace
}  // namespace faultline::sim
