#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a misdirected write leaves one record in the place of another") {
  const Records written = all_written();
  int misdirected = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Records found = records_after("misdirected_write", seed);
    CHECK(damaged(found) <= 1);
    for (const std::string& record : found)
      CHECK(std::find(written.begin(), written.end(), record) != written.end());
    misdirected += damaged(found);
  }
  CHECK(misdirected == 100);
}

}  // namespace
}  // namespace faultline::sim
