#include <catch2/catch.hpp>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a torn write leaves a part of what was not synced, and half of the next record") {
  int torn = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Records found = records_after("torn_write", seed);
    const Records written = all_written();
    REQUIRE(found.size() >= kSynced.size());
    REQUIRE(found.size() <= written.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i] == written[i]) continue;
      CHECK(i + 1 == found.size());
      CHECK(i >= kSynced.size());
      CHECK(found[i] == written[i].substr(0, written[i].size() / 2));
      ++torn;
    }
  }
  CHECK(torn > 50);
}

}  // namespace
}  // namespace faultline::sim
