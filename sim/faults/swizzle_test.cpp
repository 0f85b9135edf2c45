#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a swizzle cuts hosts off one by one and brings them back in another order") {
  const engine::Names all = {"us-east/a/0", "us-east/a/1", "us-east/b/0", "us-east/b/1"};
  const auto cut_off = [&](const RecordingTarget& target) {
    std::set<std::string> off;
    for (const std::string& host : all)
      if (!reaches(target, host, "eu-west")) off.insert(host);
    return off;
  };
  std::set<std::vector<std::string>> orders;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    RecordingTarget target;
    engine::Prng random(seed);
    const auto fault = fault_named("swizzle", cut_values({{"hosts", {engine::Names{"us-east"}}},
                                                          {"every", {engine::Duration(7)}}}));
    std::vector<std::string> changes;
    std::set<std::string> before;
    for (std::size_t step = 1; step <= 8; ++step) {
      const auto pause = fault->step(target, random);
      CHECK(pause.has_value() == (step < 8));
      const auto after = cut_off(target);
      CHECK(after.size() == (step <= 4 ? step : 8 - step));
      for (const std::string& host : all)
        if (before.contains(host) != after.contains(host)) changes.push_back(host);
      before = after;
    }
    CHECK(changes.size() == 8);
    CHECK(target.healthy());
    orders.insert(changes);
  }
  CHECK(orders.size() > 5);
}

}  // namespace
}  // namespace faultline::sim
