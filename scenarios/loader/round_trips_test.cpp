#include "scenarios/loader/round_trips.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/network/latency.h"

namespace faultline::scenarios {
namespace {

using std::chrono::microseconds;

TEST_CASE("every set of round trips is complete, and says where it comes from") {
  CHECK(round_trips().size() == 5);
  for (const RoundTrips& set : round_trips()) {
    INFO(set.name);
    CHECK(find_round_trips(set.name) == &set);
    CHECK_FALSE(set.source.empty());
    CHECK_FALSE(set.measured.empty());
    CHECK(std::is_sorted(set.regions.begin(), set.regions.end()));
    CHECK(set.microseconds.size() == set.regions.size() * (set.regions.size() - 1) / 2);
    for (const std::string_view one : set.regions)
      for (const std::string_view other : set.regions) {
        CHECK(set.between(one, other).has_value() == (one != other));
        CHECK(set.between(one, other) == set.between(other, one));
      }
  }
  CHECK(find_round_trips("aws-1999") == nullptr);
}

TEST_CASE("known ways take what was measured") {
  const RoundTrips* aws = find_round_trips("aws-2020");
  REQUIRE(aws != nullptr);
  // 66.8 ms across the Atlantic, some 61 ms across North America.
  const auto atlantic = aws->between("us-east-1", "eu-west-1");
  REQUIRE(atlantic);
  CHECK(*atlantic > microseconds(60'000));
  CHECK(*atlantic < microseconds(80'000));
  CHECK_FALSE(aws->between("us-east-1", "mars-1"));
  CHECK(aws->has("eu-west-1"));
  CHECK_FALSE(aws->has("eu-west"));
}

TEST_CASE("one way takes half the round trip in the middle, and can be drawn") {
  const engine::Nested latency = one_way_latency(microseconds(80'000));
  CHECK(sim::latency_flaw(latency).empty());
  CHECK(sim::make_latency(latency)->median() == microseconds(40'000));
  CHECK(engine::get<engine::Duration>(latency.values, "p99") == microseconds(42'650));
}

}  // namespace
}  // namespace faultline::scenarios
