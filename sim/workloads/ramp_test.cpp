#include "sim/workloads/ramp.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Nested;
using engine::ParameterValue;
using engine::Ratio;
using namespace std::chrono_literals;

Nested ramp(const std::string& kind, std::int64_t from_ppm, std::int64_t to_ppm,
            std::int64_t count = 2) {
  return {kind, {{"from", {Ratio{from_ppm}}}, {"to", {Ratio{to_ppm}}}, {"count", {count}}}};
}

std::vector<std::int64_t> shares(const Nested& plan, std::initializer_list<Duration> times) {
  std::vector<std::int64_t> found;
  for (const Duration at : times) found.push_back(ramp_share(plan, at, 10s).ppm);
  return found;
}

TEST_CASE("without a ramp the rate is whole from the beginning to the end") {
  CHECK(shares({"none", {}}, {0s, 5s, 9s}) ==
        std::vector<std::int64_t>{1'000'000, 1'000'000, 1'000'000});
}

TEST_CASE("a linear ramp goes evenly up or down") {
  CHECK(shares(ramp("linear", 100'000, 1'000'000), {0s, 5s, 9s}) ==
        std::vector<std::int64_t>{100'000, 550'000, 910'000});
  CHECK(shares(ramp("linear", 1'000'000, 0), {0s, 1s, 9s}) ==
        std::vector<std::int64_t>{1'000'000, 900'000, 100'000});
}

TEST_CASE("a linear ramp over a week does not overflow") {
  const Duration week = std::chrono::hours(24 * 7);
  CHECK(ramp_share(ramp("linear", 0, 1'000'000), week - Duration(1), week).ppm == 999'999);
}

TEST_CASE("steps are of equal length, the first and the last with the shares that are named") {
  CHECK(shares(ramp("steps", 200'000, 800'000, 4), {0s, 2s, 3s, 5s, 7s, 8s, 9s}) ==
        std::vector<std::int64_t>{200'000, 200'000, 400'000, 600'000, 600'000, 800'000, 800'000});
}

TEST_CASE("arrivals follow the ramp, and those that it leaves are those of the whole rate") {
  const auto arrivals = [](const Nested& plan) {
    const engine::ParameterValues values = {
        {"rate", {Duration(1ms)}},
        {"for", {Duration(20s)}},
        {"keys", {Nested{"uniform", {{"count", {std::int64_t{5}}}}}}},
        {"ramp", {plan}}};
    return draw_intents(*find_workload("register"), values, *keys_of(values), 0, 1,
                        engine::Prng(7));
  };
  const auto all = arrivals({"none", {}});
  const auto rising = arrivals(ramp("linear", 0, 1'000'000));
  CHECK(std::abs(static_cast<int>(rising.size()) - 10'000) < 400);
  int early = 0;
  std::size_t at = 0;
  for (const Intent& each : rising) {
    while (at < all.size() && all[at].at < each.at) ++at;
    REQUIRE(at < all.size());
    CHECK(all[at].at == each.at);
    early += each.at < 10s ? 1 : 0;
  }
  CHECK(std::abs(early - 2'500) < 200);
}

}  // namespace
}  // namespace faultline::sim
