#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {

TEST_CASE("a clock offset puts each named clock off by the same time") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("clock_offset", {{"hosts", {engine::Names{"us-east/a"}}},
                                                  {"offset", {engine::Duration(-5)}}});
  fault->step(target, random);
  const auto changes = target.all<ClockChange>();
  REQUIRE(changes.size() == 2);
  for (const ClockChange& each : changes) {
    CHECK(each.offset == engine::Duration(-5));
    CHECK(each.drift == engine::Ratio{});
    CHECK(each.granularity == engine::Duration(0));
  }
}

}  // namespace faultline::sim
