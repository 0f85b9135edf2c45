#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

LinkPlan link(const std::string& from, const std::string& to, std::int64_t bandwidth) {
  const engine::Nested latency{"constant", {{"value", {engine::Duration(1'000'000)}}}};
  return {from, to, latency, bandwidth};
}

TEST_CASE("a minimum cut parts the data centers where the least bandwidth joins them") {
  const std::vector<RackPlan> rack = {{"a", 1}};
  // Two pairs, each joined by 100; what joins the pairs is 30 + 20.
  RecordingTarget target(
      {{{"a1", rack}, {"a2", rack}, {"b1", rack}, {"b2", rack}},
       {link("a1", "a2", 100), link("b1", "b2", 100), link("a1", "b1", 30), link("a2", "b2", 20)}});
  engine::Prng random(1);
  const auto fault = fault_named("minimum_cut", cut_values({}));
  CHECK_FALSE(fault->step(target, random));
  using Hosts = std::set<std::string>;
  CHECK(reached_from(target, "a1/a/0") == Hosts{"a1/a/0", "a2/a/0"});
  CHECK(reached_from(target, "a2/a/0") == Hosts{"a1/a/0", "a2/a/0"});
  CHECK(reached_from(target, "b1/a/0") == Hosts{"b1/a/0", "b2/a/0"});
}

}  // namespace
}  // namespace faultline::sim
