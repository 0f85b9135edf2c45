#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

std::vector<Down> downs(const engine::Names& hosts, const std::string& role, bool keep_unsynced) {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named(
      "crash", {{"hosts", {hosts}}, {"role", {role}}, {"keep_unsynced", {keep_unsynced}}});
  CHECK_FALSE(fault->step(target, random));
  auto found = target.all<Down>();
  fault->end(target);
  CHECK(target.healthy());
  return found;
}

TEST_CASE("a crash takes each named host down once") {
  const auto all = downs({"us-east/a", "us-east/a/0"}, "", false);
  REQUIRE(all.size() == 2);
  CHECK(all[0].host != all[1].host);
}

TEST_CASE("a crash may keep what was not yet synced, and may hit one role only") {
  CHECK(downs({"eu-west/b/1"}, "", false)[0].disk == DiskFate::kSynced);
  const Down kept = downs({"eu-west/b/1"}, "redis", true)[0];
  CHECK(kept.disk == DiskFate::kAll);
  CHECK(kept.role == "redis");
}

}  // namespace
}  // namespace faultline::sim
