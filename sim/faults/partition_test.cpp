#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"
#include "sim/faults/registry.h"

namespace faultline::sim {
namespace {

using engine::HostId;

std::unique_ptr<Fault> partition(engine::Groups groups, std::string mode,
                                 std::string direction = "both") {
  return partition_fault().make({{"groups", {std::move(groups)}},
                                 {"mode", {std::move(mode)}},
                                 {"direction", {std::move(direction)}},
                                 {"stall_reset", {engine::Duration(120)}},
                                 {"slowed_by", {engine::Duration(5)}}});
}

TEST_CASE("a partition of two groups cuts both directions") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = partition({{"us-east/a"}, {"eu-west/b/1"}}, "jammed");
  fault->begin(target, random);
  REQUIRE(target.state.cuts.size() == 2);
  const Cut& there = target.state.cuts.at(1);
  const Cut& back = target.state.cuts.at(2);
  CHECK(there.from == std::vector{HostId(4), HostId(5)});
  CHECK(there.to == std::vector{HostId(3)});
  CHECK(back.from == there.to);
  CHECK(back.to == there.from);
  CHECK(there.mode == PartitionMode::kJammed);
  CHECK(there.stall_reset == engine::Duration(120));
  CHECK(there.slowed_by == engine::Duration(5));
}

TEST_CASE("a partition of three groups cuts all six directions and none inside a group") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault =
      partition({{"us-east/a", "us-east/b/0"}, {"eu-west/a"}, {"eu-west/b"}}, "refused");
  fault->begin(target, random);
  CHECK(target.state.cuts.size() == 6);
  for (const auto& [id, cut] : target.state.cuts)
    for (const HostId host : cut.from) CHECK(std::count(cut.to.begin(), cut.to.end(), host) == 0);
}

TEST_CASE("a forward partition cuts only the ways out of the first group") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = partition({{"us-east"}, {"eu-west/a"}, {"eu-west/b"}}, "stopped", "forward");
  fault->begin(target, random);
  REQUIRE(target.state.cuts.size() == 2);
  const std::vector us_east = {HostId(4), HostId(5), HostId(6), HostId(7)};
  CHECK(target.state.cuts.at(1).from == us_east);
  CHECK(target.state.cuts.at(1).to == std::vector{HostId(0), HostId(1)});
  CHECK(target.state.cuts.at(2).from == us_east);
  CHECK(target.state.cuts.at(2).to == std::vector{HostId(2), HostId(3)});
  fault->end(target);
  CHECK(target.state.healthy());
}

TEST_CASE("each word of the mode is its mode") {
  const std::vector<std::pair<std::string, PartitionMode>> words = {
      {"refused", PartitionMode::kRefused},
      {"stopped", PartitionMode::kStopped},
      {"slowed", PartitionMode::kSlowed},
      {"jammed", PartitionMode::kJammed}};
  for (const auto& [word, mode] : words) {
    RecordingTarget target;
    engine::Prng random(1);
    partition({{"us-east"}, {"eu-west"}}, word)->begin(target, random);
    CHECK(target.state.cuts.at(1).mode == mode);
  }
}

}  // namespace
}  // namespace faultline::sim
