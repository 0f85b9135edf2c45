#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a slow link has its extra latency both ways") {
  RecordingTarget target;
  engine::Prng random(1);
  const engine::Duration extra = std::chrono::milliseconds(300);
  const auto fault =
      fault_named("latency", {{"between", {engine::Names{"us-east", "eu-west"}}},
                              {"extra", {engine::Nested{"constant", {{"value", {extra}}}}}}});
  CHECK_FALSE(fault->step(target, random));
  const auto links = target.all<LinkFault>();
  REQUIRE(links.size() == 2);
  for (const LinkFault& link : links) {
    REQUIRE(link.extra);
    CHECK(link.extra->median() == extra);
  }
}

}  // namespace
}  // namespace faultline::sim
