#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("only the bridge reaches both sides") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault =
      fault_named("bridge", cut_values({{"groups", {engine::Groups{{"us-east"}, {"eu-west"}}}},
                                        {"bridge", {engine::Names{"us-east/b/1"}}}}));
  CHECK_FALSE(fault->step(target, random));
  for (const engine::Machine& machine : target.topology().machines()) {
    INFO(machine.name());
    const std::size_t reached = reached_from(target, machine.name()).size();
    CHECK(reached == (machine.name() == "us-east/b/1"        ? 8
                      : machine.datacenter_name == "us-east" ? 4
                                                             : 5));
  }
  CHECK(reaches(target, "us-east/a/0", "us-east/b/1"));
  CHECK(reaches(target, "eu-west/a/0", "us-east/b/1"));
  CHECK_FALSE(reaches(target, "eu-west/a/0", "us-east/a/0"));
}

}  // namespace
}  // namespace faultline::sim
