#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("hosts that will be added are absent from the first moment to the fault's") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("add_hosts", {{"hosts", {engine::Names{"us-east/a"}}}});
  fault->prepare(target);
  REQUIRE(target.all<Departed>().size() == 1);
  CHECK(target.all<Departed>()[0].hosts.size() == 2);
  REQUIRE(target.all<Down>().size() == 2);
  CHECK(target.all<Down>()[0].disk == DiskFate::kNothing);
  CHECK_FALSE(fault->step(target, random));
  CHECK(target.healthy());
}

}  // namespace
}  // namespace faultline::sim
