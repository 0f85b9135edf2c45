#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a flapping partition is there and gone by turns, for around its period") {
  RecordingTarget target;
  engine::Prng random(1);
  const engine::Duration period = std::chrono::seconds(1);
  const auto fault = fault_named(
      "flapping",
      cut_values({{"groups", {engine::Groups{{"us-east"}, {"eu-west"}}}}, {"period", {period}}}));
  std::set<engine::Duration> pauses;
  for (int step = 0; step < 20; ++step) {
    const auto pause = fault->step(target, random);
    REQUIRE(pause);
    CHECK(reaches(target, "us-east/a/0", "eu-west/a/0") == (step % 2 == 1));
    CHECK(*pause >= period / 2);
    CHECK(*pause <= period * 3 / 2);
    pauses.insert(*pause);
  }
  CHECK(pauses.size() > 10);
}

}  // namespace
}  // namespace faultline::sim
