#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("hosts that are removed are first announced, then gone, and return at the end") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto drain = std::chrono::seconds(3);
  const auto fault = fault_named("remove_hosts", {{"hosts", {engine::Names{"us-east"}}},
                                                  {"drain", {engine::Duration(drain)}}});
  CHECK(fault->step(target, random) == engine::Duration(drain));
  REQUIRE(target.all<Departed>().size() == 1);
  CHECK(target.all<Departed>()[0].hosts == target.hosts_of("us-east"));
  CHECK(target.all<Down>().empty());
  CHECK_FALSE(fault->step(target, random));
  CHECK(target.all<Down>().size() == target.hosts_of("us-east").size());
  CHECK(target.all<Departed>().size() == 1);
  fault->end(target);
  CHECK(target.healthy());
}

}  // namespace
}  // namespace faultline::sim
