#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

using engine::Ratio;

std::vector<Buggified> buggified(Ratio points, std::uint64_t seed) {
  RecordingTarget target;
  engine::Prng random(seed);
  const auto fault = fault_named("buggify", {{"hosts", {engine::Names{"us-east/a", "eu-west/b/0"}}},
                                             {"points", {points}},
                                             {"chance", {Ratio{engine::kMillion / 4}}}});
  CHECK_FALSE(fault->step(target, random));
  return target.all<Buggified>();
}

TEST_CASE("every named host takes the same rare paths, with the same chance") {
  const std::vector<Buggified> all = buggified(Ratio{engine::kMillion / 2}, 3);
  REQUIRE(all.size() == 3);
  for (const Buggified& each : all) {
    CHECK(each.points == all[0].points);
    CHECK(each.chance == Ratio{engine::kMillion / 4});
  }
  CHECK(all[0].host != all[1].host);
}

TEST_CASE("a share of the rare paths is open, drawn anew with each seed, and one at least") {
  CHECK(buggified(Ratio{engine::kMillion}, 1)[0].points.size() == engine::buggify_points().size());
  CHECK(buggified(Ratio{0}, 1)[0].points.size() == 1);
  CHECK(buggified(Ratio{engine::kMillion / 2}, 1)[0].points !=
        buggified(Ratio{engine::kMillion / 2}, 2)[0].points);
}

}  // namespace
}  // namespace faultline::sim
