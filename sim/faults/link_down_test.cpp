#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a dead link is down in both directions") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("link_down", {{"between", {engine::Names{"us-east", "eu-west"}}}});
  CHECK_FALSE(fault->step(target, random));
  const auto links = target.all<LinkFault>();
  REQUIRE(links.size() == 2);
  CHECK(links[0].from == *target.topology().datacenter("us-east"));
  CHECK(links[0].to == *target.topology().datacenter("eu-west"));
  CHECK(links[1].from == links[0].to);
  CHECK(links[1].to == links[0].from);
  for (const LinkFault& link : links) CHECK(link.down);
}

}  // namespace
}  // namespace faultline::sim
