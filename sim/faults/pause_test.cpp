#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {

TEST_CASE("a pause stops the processes of one role on each named host") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("pause", {{"hosts", {engine::Names{"us-east/b", "eu-west/a/0"}}},
                                           {"role", {std::string("shard")}}});
  fault->step(target, random);
  const auto paused = target.all<Paused>();
  REQUIRE(paused.size() == 3);
  for (const Paused& each : paused) CHECK(each.role == "shard");
  CHECK(names_of(target, {paused[0].host, paused[1].host, paused[2].host}) ==
        std::vector<std::string>{"eu-west/a/0", "us-east/b/0", "us-east/b/1"});
}

}  // namespace faultline::sim
