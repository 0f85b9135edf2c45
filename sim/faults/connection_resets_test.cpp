#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("connection resets hit again and again and leave nothing in force between") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named(
      "connection_resets",
      {{"groups", {engine::Groups{{"us-east"}, {"eu-west"}}}}, {"every", {engine::Duration(7)}}});
  for (int step = 1; step <= 5; ++step) {
    CHECK(fault->step(target, random) == engine::Duration(7));
    CHECK(target.healthy());
    CHECK(target.begun == 2 * step);
  }
}

}  // namespace
}  // namespace faultline::sim
