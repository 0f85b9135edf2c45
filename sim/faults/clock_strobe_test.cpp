#include <catch2/catch.hpp>

#include "sim/faults/wall_clocks_fixture.h"

namespace faultline::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("a strobing clock is off and right by turns") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("clock_strobe", {{"hosts", {engine::Names{"us-east/a/0"}}},
                                                  {"offset", {engine::Duration(seconds(3))}},
                                                  {"period", {engine::Duration(seconds(2))}}});
  for (int step = 1; step <= 6; ++step) {
    CHECK(fault->step(target, random) == engine::Duration(seconds(2)));
    CHECK(off_by(target, "us-east/a/0") == (step % 2 == 1 ? seconds(3) : seconds(0)));
  }
}

}  // namespace
}  // namespace faultline::sim
