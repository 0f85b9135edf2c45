#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("the disks of all named hosts are full, and those of no other") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("disk_full", {{"hosts", {engine::Names{"us-east/b"}}}});
  CHECK_FALSE(fault->step(target, random));
  std::vector<engine::HostId> full;
  for (const FullDisk& each : target.all<FullDisk>()) full.push_back(each.host);
  CHECK(full == target.hosts_of("us-east/b"));
}

}  // namespace
}  // namespace faultline::sim
