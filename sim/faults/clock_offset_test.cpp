#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"
#include "sim/faults/registry.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::HostId;

std::unique_ptr<Fault> clock_offset(engine::Names hosts, Duration offset) {
  return clock_offset_fault().make({{"hosts", {std::move(hosts)}}, {"offset", {offset}}});
}

TEST_CASE("a clock offset sets the named hosts' clocks, back as well as forward") {
  RecordingTarget target;
  engine::Prng random(1);
  clock_offset({"us-east/b"}, Duration(-2000))->begin(target, random);
  CHECK(target.offset_of(HostId(6)) == Duration(-2000));
  CHECK(target.offset_of(HostId(7)) == Duration(-2000));
  CHECK(target.state.offsets.size() == 2);
}

TEST_CASE("the end of a clock offset restores the offset from before") {
  RecordingTarget target;
  engine::Prng random(1);
  target.set_clock_offset(HostId(4), Duration(30));
  const auto fault = clock_offset({"us-east/a"}, Duration(500));
  fault->begin(target, random);
  CHECK(target.offset_of(HostId(4)) == Duration(500));
  fault->end(target);
  CHECK(target.offset_of(HostId(4)) == Duration(30));
  CHECK(target.offset_of(HostId(5)) == Duration(0));
}

TEST_CASE("of two clock offsets on one host either may end first") {
  for (const bool first_ends_first : {false, true}) {
    RecordingTarget target;
    engine::Prng random(1);
    const auto first = clock_offset({"us-east/a/0"}, Duration(1000));
    const auto second = clock_offset({"us-east/a/0"}, Duration(-300));
    first->begin(target, random);
    second->begin(target, random);
    CHECK(target.offset_of(HostId(4)) == Duration(-300));
    (first_ends_first ? first : second)->end(target);
    (first_ends_first ? second : first)->end(target);
    CHECK(target.offset_of(HostId(4)) == Duration(0));
  }
}

}  // namespace
}  // namespace faultline::sim
