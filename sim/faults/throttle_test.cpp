#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a throttle leaves a link a part of its bandwidth, both ways") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("throttle", {{"between", {engine::Names{"us-east", "eu-west"}}},
                                              {"bandwidth", {std::int64_t{1000}}}});
  CHECK_FALSE(fault->step(target, random));
  const auto links = target.all<LinkFault>();
  REQUIRE(links.size() == 2);
  for (const LinkFault& link : links) {
    CHECK(link.bandwidth == 1000);
    CHECK_FALSE(link.down);
  }
}

}  // namespace
}  // namespace faultline::sim
