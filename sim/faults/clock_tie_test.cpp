#include <catch2/catch.hpp>

#include "sim/faults/wall_clocks_fixture.h"

namespace faultline::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("coarse clocks show whole multiples of their granularity, and so the same stamp") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("clock_tie", {{"hosts", {engine::Names{"us-east", "eu-west"}}},
                                               {"granularity", {engine::Duration(seconds(5))}}});
  CHECK_FALSE(fault->step(target, random));
  for (const char* host : {"us-east/a/0", "eu-west/b/1"}) {
    CHECK(off_by(target, host, seconds(10)) == seconds(0));
    CHECK(off_by(target, host, milliseconds(14999)) == milliseconds(-4999));
  }
}

}  // namespace
}  // namespace faultline::sim
