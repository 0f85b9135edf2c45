#include "sim/workloads/common.h"

#include <catch2/catch.hpp>

#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Duration;

TEST_CASE("weights are drawn by their shares") {
  engine::Prng random(5);
  const std::vector<std::uint32_t> weights = {1, 0, 3};
  std::vector<int> found(3);
  for (int i = 0; i < 40'000; ++i) ++found.at(weighted(random, weights));
  CHECK(std::abs(found[0] - 10'000) < 500);
  CHECK(found[1] == 0);
  CHECK(std::abs(found[2] - 30'000) < 500);
}

TEST_CASE("unique texts name their client and never repeat") {
  UniqueTexts three(3);
  CHECK(three.next() == "3-1");
  CHECK(three.next() == "3-2");
  CHECK(UniqueTexts(31).next() == "31-1");
}

TEST_CASE("a rate of once a year asks for nothing in a minute, whatever the number of clients") {
  const WorkloadKind* kind = find_workload("mixed");
  REQUIRE(kind != nullptr);
  const engine::ParameterValues values = {
      {"rate", {Duration(std::chrono::hours(24 * 365))}},
      {"for", {Duration(std::chrono::minutes(1))}},
      {"ramp", {engine::Nested{"none", {}}}},
      {"keys", {engine::Nested{"uniform", {{"count", {std::int64_t{5}}}}}}}};
  CHECK(draw_intents(*kind, values, *keys_of(values), 0, 4'000'000'000, engine::Prng(1)).empty());
}

}  // namespace
}  // namespace faultline::sim
