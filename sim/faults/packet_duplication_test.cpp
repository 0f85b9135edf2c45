#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a share of the packets between groups arrive twice, both ways") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("packet_duplication",
                                 {{"groups", {engine::Groups{{"us-east/a"}, {"eu-west/b/1"}}}},
                                  {"share", {engine::Ratio{1234}}}});
  CHECK_FALSE(fault->step(target, random));
  const auto both = target.all<PacketFault>();
  REQUIRE(both.size() == 2);
  CHECK(both[0].from == target.hosts_of("us-east/a"));
  CHECK(both[0].to == target.hosts_of("eu-west/b/1"));
  CHECK(both[1].from == both[0].to);
  CHECK(both[1].to == both[0].from);
  for (const PacketFault& way : both) {
    CHECK(way.duplicated == engine::Ratio{1234});
    CHECK(way.lost.ppm + way.duplicated.ppm + way.reordered.ppm + way.corrupted.ppm == 1234);
  }
}

}  // namespace
}  // namespace faultline::sim
