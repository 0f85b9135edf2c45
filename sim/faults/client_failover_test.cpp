#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a client failover moves the clients of one data center to another") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named(
      "client_failover", {{"from", {std::string("us-east")}}, {"to", {std::string("eu-west")}}});
  CHECK_FALSE(fault->step(target, random));
  const auto moves = target.all<ClientsMoved>();
  REQUIRE(moves.size() == 1);
  CHECK(moves[0].from == target.topology().datacenter("us-east"));
  CHECK(moves[0].to == target.topology().datacenter("eu-west"));
}

}  // namespace
}  // namespace faultline::sim
