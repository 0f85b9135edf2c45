#include <catch2/catch.hpp>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a stale backup holds what was written first and misses something") {
  std::size_t most = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Records found = records_after("stale_backup", seed);
    const Records written = all_written();
    REQUIRE(found.size() < written.size());
    CHECK(std::equal(found.begin(), found.end(), written.begin()));
    most = std::max(most, found.size());
  }
  CHECK(most + 1 == all_written().size());
}

}  // namespace
}  // namespace faultline::sim
