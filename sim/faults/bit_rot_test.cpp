#include <catch2/catch.hpp>

#include <bit>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("bit rot flips one bit of one record") {
  const Records written = all_written();
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Records found = records_after("bit_rot", seed);
    CHECK(damaged(found) == 1);
    int bits = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      REQUIRE(found[i].size() == written[i].size());
      for (std::size_t at = 0; at < found[i].size(); ++at)
        bits += std::popcount(static_cast<unsigned char>(found[i][at] ^ written[i][at]));
    }
    CHECK(bits == 1);
  }
}

}  // namespace
}  // namespace faultline::sim
