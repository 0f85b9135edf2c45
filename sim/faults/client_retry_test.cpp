#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("while clients retry, all of them do") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("client_retry", {});
  CHECK_FALSE(fault->step(target, random));
  CHECK(target.all<ClientsRetry>().size() == 1);
}

}  // namespace
}  // namespace faultline::sim
