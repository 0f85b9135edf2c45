#include <catch2/catch.hpp>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a truncated record ends too early, and all others are whole") {
  const Records written = all_written();
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Records found = records_after("truncated_record", seed);
    CHECK(damaged(found) == 1);
    for (std::size_t i = 0; i < found.size(); ++i)
      CHECK(found[i] == written[i].substr(0, found[i].size()));
  }
}

}  // namespace
}  // namespace faultline::sim
