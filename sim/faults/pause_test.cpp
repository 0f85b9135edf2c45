#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"
#include "sim/faults/registry.h"

namespace faultline::sim {
namespace {

using engine::HostId;

TEST_CASE("a pause stops a whole data center's processes of one role and resumes them") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault =
      pause_fault().make({{"hosts", {engine::Names{"eu-west"}}}, {"role", {std::string("redis")}}});
  fault->begin(target, random);
  CHECK(target.state.paused.size() == 4);
  CHECK(target.state.paused.count({HostId(3), "redis"}) == 1);
  CHECK(target.state.crashed.empty());
  fault->end(target);
  CHECK(target.state.paused.empty());
}

}  // namespace
}  // namespace faultline::sim
