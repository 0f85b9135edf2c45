#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("slow processors slow down every named host") {
  RecordingTarget target;
  engine::Prng random(1);
  const engine::Ratio factor{30 * engine::kMillion};
  const auto fault = fault_named(
      "slow_cpu", {{"hosts", {engine::Names{"us-east/a", "eu-west/b/0"}}}, {"factor", {factor}}});
  CHECK_FALSE(fault->step(target, random));
  const auto slow = target.all<Slow>();
  REQUIRE(slow.size() == 3);
  for (const Slow& each : slow) CHECK(each.factor == factor);
}

}  // namespace
}  // namespace faultline::sim
