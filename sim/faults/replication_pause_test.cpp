#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

std::unique_ptr<Fault> pause_of_us_to_eu(bool both) {
  return fault_named(
      "replication_pause",
      {{"from", {std::string("us-east")}}, {"to", {std::string("eu-west")}}, {"both", {both}}});
}

TEST_CASE("a replication pause stops one stream or both until its end") {
  for (const bool both : {false, true}) {
    RecordingTarget target;
    engine::Prng random(1);
    const auto fault = pause_of_us_to_eu(both);
    CHECK_FALSE(fault->step(target, random));
    const auto paused = target.all<ReplicationPaused>();
    REQUIRE(paused.size() == (both ? 2 : 1));
    CHECK(paused[0].from == target.topology().datacenter("us-east"));
    CHECK(paused[0].to == target.topology().datacenter("eu-west"));
    if (both) CHECK(paused[1].to == paused[0].from);
    fault->end(target);
    CHECK(target.healthy());
  }
}

}  // namespace
}  // namespace faultline::sim
