#include <catch2/catch.hpp>

#include "sim/faults/damaged_disk_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("after a total loss the disk is empty") {
  CHECK(records_after("total_loss", 1).empty());
}

}  // namespace
}  // namespace faultline::sim
