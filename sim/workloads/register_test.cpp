#include <catch2/catch.hpp>
#include <set>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("no two writes to registers write the same value") {
  std::set<engine::Bytes> written;
  int writes = 0;
  for (const auto& command : commands_of("register", 5000)) {
    if (command[0] == engine::Bytes("GET")) continue;
    ++writes;
    CHECK(written.insert(command[2]).second);
  }
  CHECK(std::abs(writes - 2750) < 200);
}

}  // namespace
}  // namespace faultline::sim
