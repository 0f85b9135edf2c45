#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"
#include "sim/faults/registry.h"

namespace faultline::sim {
namespace {

using engine::HostId;

std::unique_ptr<Fault> crash(engine::Names hosts, std::string role, bool keep_unsynced) {
  return crash_fault().make({{"hosts", {std::move(hosts)}},
                             {"role", {std::move(role)}},
                             {"keep_unsynced", {keep_unsynced}}});
}

TEST_CASE("a crash hits the named role of every named host, each host once") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = crash({"us-east/a", "us-east/a/1", "eu-west/a/0"}, "shard", false);
  fault->begin(target, random);
  const std::multiset<RecordingTarget::Place> expected = {
      {HostId(0), "shard"}, {HostId(4), "shard"}, {HostId(5), "shard"}};
  CHECK(target.state.crashed == expected);
  fault->end(target);
  CHECK(target.state.crashed.empty());
}

TEST_CASE("a crash passes on whether unsynced data survives") {
  for (const bool keep : {false, true}) {
    RecordingTarget target;
    target.kept_unsynced = !keep;
    engine::Prng random(1);
    crash({"us-east/a/0"}, "", keep)->begin(target, random);
    CHECK(target.kept_unsynced == keep);
    CHECK(target.state.crashed.count({HostId(4), ""}) == 1);
  }
}

}  // namespace
}  // namespace faultline::sim
