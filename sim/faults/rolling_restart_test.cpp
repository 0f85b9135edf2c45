#include <catch2/catch.hpp>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

TEST_CASE("a rolling restart takes one host after the other down and loses nothing of any disk") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = fault_named("rolling_restart", {{"hosts", {engine::Names{"us-east"}}},
                                                     {"down", {engine::Duration(5)}},
                                                     {"between", {engine::Duration(7)}}});
  std::vector<engine::HostId> restarted;
  for (std::size_t host = 0; host < 4; ++host) {
    CHECK(fault->step(target, random) == engine::Duration(5));
    const auto downs = target.all<Down>();
    REQUIRE(downs.size() == 1);
    CHECK(downs[0].disk == DiskFate::kAll);
    restarted.push_back(downs[0].host);
    const auto pause = fault->step(target, random);
    CHECK(target.healthy());
    CHECK(pause == (host < 3 ? std::optional(engine::Duration(7)) : std::nullopt));
  }
  CHECK(restarted == target.hosts_of("us-east"));
}

}  // namespace
}  // namespace faultline::sim
