#include <catch2/catch.hpp>

#include "sim/faults/wall_clocks_fixture.h"

namespace faultline::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("a stepping clock jumps on and on in one direction") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("clock_step", {{"hosts", {engine::Names{"us-east/a/0"}}},
                                                {"by", {engine::Duration(milliseconds(-40))}},
                                                {"every", {engine::Duration(seconds(2))}}});
  for (int step = 1; step <= 5; ++step) {
    CHECK(fault->step(target, random) == engine::Duration(seconds(2)));
    CHECK(off_by(target, "us-east/a/0") == step * milliseconds(-40));
    CHECK(off_by(target, "us-east/a/1") == seconds(0));
  }
}

}  // namespace
}  // namespace faultline::sim
