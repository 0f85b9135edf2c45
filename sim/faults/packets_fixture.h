// For tests of faults on packets: that one sets its share, and no other, between groups of hosts
// and both ways.
#pragma once

#include "sim/faults/packets.h"
#include "sim/faults/recording_target.h"

namespace faultline::sim {

inline void check_packets(std::string_view fault, PacketShare which) {
  const engine::Ratio share{1234};
  RecordingTarget target;
  engine::Prng random(1);
  const auto made = fault_named(
      fault, {{"groups", {engine::Groups{{"us-east/a"}, {"eu-west/b/1"}}}}, {"share", {share}}});
  CHECK_FALSE(made->step(target, random));
  const auto both = target.all<PacketFault>();
  REQUIRE(both.size() == 2);
  CHECK(both[0].from == target.hosts_of("us-east/a"));
  CHECK(both[0].to == target.hosts_of("eu-west/b/1"));
  CHECK(both[1].from == both[0].to);
  CHECK(both[1].to == both[0].from);
  for (const PacketFault& way : both) {
    CHECK(way.*which == share);
    CHECK(way.lost.ppm + way.duplicated.ppm + way.reordered.ppm + way.corrupted.ppm == share.ppm);
  }
}

}  // namespace faultline::sim
