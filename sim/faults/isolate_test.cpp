#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("the isolated lose everybody else, both ways, and keep each other") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault =
      fault_named("isolate", cut_values({{"hosts", {engine::Names{"us-east/a", "eu-west/b/1"}}}}));
  CHECK_FALSE(fault->step(target, random));
  const std::set<std::string> inside = {"us-east/a/0", "us-east/a/1", "eu-west/b/1"};
  for (const engine::Machine& machine : target.topology().machines()) {
    const auto reached = reached_from(target, machine.name());
    if (inside.contains(machine.name()))
      CHECK(reached == inside);
    else
      CHECK(reached.size() == target.topology().machines().size() - inside.size());
  }
}

}  // namespace
}  // namespace faultline::sim
