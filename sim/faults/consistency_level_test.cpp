#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("levels of consistency are set on every named host until the end") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("consistency_level", {{"hosts", {engine::Names{"us-east/a"}}},
                                                       {"read", {std::string("DC_ONE")}},
                                                       {"write", {std::string("DC_QUORUM")}}});
  CHECK_FALSE(fault->step(target, random));
  const auto set = target.all<LevelsSet>();
  REQUIRE(set.size() == 2);
  CHECK(set[0].host != set[1].host);
  for (const LevelsSet& each : set) {
    CHECK(each.read == "DC_ONE");
    CHECK(each.write == "DC_QUORUM");
  }
  fault->end(target);
  CHECK(target.healthy());
}

}  // namespace
}  // namespace faultline::sim
