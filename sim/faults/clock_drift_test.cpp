#include <catch2/catch.hpp>

#include "sim/faults/wall_clocks_fixture.h"

namespace faultline::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

engine::Duration after_an_hour(engine::Ratio gain, bool slow) {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named(
      "clock_drift", {{"hosts", {engine::Names{"us-east/a"}}}, {"gain", {gain}}, {"slow", {slow}}});
  CHECK_FALSE(fault->step(target, random));
  CHECK(off_by(target, "eu-west", seconds(3600)) == seconds(0));
  CHECK(off_by(target, "us-east/a/1", seconds(0)) == seconds(0));
  return off_by(target, "us-east/a/1", seconds(3600));
}

TEST_CASE("a drifting clock gains or loses its share of the time that passes") {
  CHECK(after_an_hour(engine::Ratio{200}, false) == milliseconds(720));
  CHECK(after_an_hour(engine::Ratio{200}, true) == milliseconds(-720));
}

}  // namespace
}  // namespace faultline::sim
