#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

using Lines = std::vector<std::string>;

std::vector<Cut> cuts_of(engine::Groups groups, std::string mode, std::string direction = "both") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("partition", {{"groups", {std::move(groups)}},
                                               {"mode", {std::move(mode)}},
                                               {"direction", {std::move(direction)}},
                                               {"stall_reset", {engine::Duration(120)}},
                                               {"slowed_by", {engine::Duration(5)}}});
  fault->step(target, random);
  return target.all<Cut>();
}

TEST_CASE("a partition of two groups cuts both directions") {
  const auto cuts = cuts_of({{"us-east/a"}, {"eu-west/b/1"}}, "jammed");
  REQUIRE(cuts.size() == 2);
  const RecordingTarget target;
  CHECK(names_of(target, cuts[0].from) == Lines{"us-east/a/0", "us-east/a/1"});
  CHECK(names_of(target, cuts[0].to) == Lines{"eu-west/b/1"});
  CHECK(cuts[1].from == cuts[0].to);
  CHECK(cuts[1].to == cuts[0].from);
  CHECK(cuts[0].mode == PartitionMode::kJammed);
  CHECK(cuts[0].stall_reset == engine::Duration(120));
  CHECK(cuts[0].slowed_by == engine::Duration(5));
}

TEST_CASE("a partition of three groups cuts all six directions and none inside a group") {
  const auto cuts =
      cuts_of({{"us-east/a", "us-east/b/0"}, {"eu-west/a"}, {"eu-west/b"}}, "refused");
  CHECK(cuts.size() == 6);
  for (const Cut& cut : cuts)
    for (const engine::HostId host : cut.from)
      CHECK(std::count(cut.to.begin(), cut.to.end(), host) == 0);
}

TEST_CASE("a forward partition cuts only the ways out of the first group") {
  const auto cuts = cuts_of({{"us-east"}, {"eu-west/a"}, {"eu-west/b"}}, "stopped", "forward");
  REQUIRE(cuts.size() == 2);
  const RecordingTarget target;
  const Lines us_east = {"us-east/a/0", "us-east/a/1", "us-east/b/0", "us-east/b/1"};
  CHECK(names_of(target, cuts[0].from) == us_east);
  CHECK(names_of(target, cuts[0].to) == Lines{"eu-west/a/0", "eu-west/a/1"});
  CHECK(names_of(target, cuts[1].from) == us_east);
  CHECK(names_of(target, cuts[1].to) == Lines{"eu-west/b/0", "eu-west/b/1"});
}

TEST_CASE("each word of the mode is its mode") {
  const std::vector<std::pair<std::string, PartitionMode>> words = {
      {"refused", PartitionMode::kRefused},
      {"stopped", PartitionMode::kStopped},
      {"slowed", PartitionMode::kSlowed},
      {"jammed", PartitionMode::kJammed}};
  for (const auto& [word, mode] : words)
    CHECK(cuts_of({{"us-east"}, {"eu-west"}}, word)[0].mode == mode);
}

}  // namespace
}  // namespace faultline::sim
