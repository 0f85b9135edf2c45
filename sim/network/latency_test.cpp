#include "sim/network/latency.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/prng.h"
#include "sim/network/latency_curves.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Nested;
using engine::ParameterValue;

constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63;
constexpr std::uint64_t kLast = ~std::uint64_t{0};

std::uint64_t share(std::uint64_t per_mille) {
  return kLast / 1000 * per_mille;
}

// Values in nanoseconds; what is not named is "0ms".
Nested distribution(std::string kind, std::map<std::string, std::int64_t> given) {
  Nested plan{std::move(kind), {}};
  for (const auto& known : latency_kinds())
    if (known.name == plan.kind)
      for (const auto& parameter : known.parameters)
        plan.values[std::string(parameter.name)] =
            ParameterValue{Duration(given[std::string(parameter.name)])};
  return plan;
}

std::vector<Nested> samples() {
  return {distribution("constant", {{"value", 40'000'000}}),
          distribution("uniform", {{"min", 150'000}, {"max", 350'000}}),
          distribution("exponential", {{"min", 1'000'000}, {"mean", 300'000}}),
          distribution("lognormal", {{"median", 40'000'000}, {"p99", 65'000'000}}),
          distribution("lognormal", {{"median", 1'000'000}, {"p99", 5'000'000'000}}),
          distribution("empirical", {{"p1", 200'000},
                                     {"p50", 260'000},
                                     {"p90", 400'000},
                                     {"p99", 900'000},
                                     {"max", 20'000'000}})};
}

bool within(std::int64_t seen, std::int64_t wanted, std::int64_t per_mille) {
  return std::abs(seen - wanted) * 1000 <= wanted * per_mille;
}

std::int64_t mean_of(const Latency& latency, int draws) {
  engine::Prng random(7);
  std::int64_t sum = 0;
  for (int i = 0; i < draws; ++i) sum += latency.at(random.next()).count();
  return sum / draws;
}

}  // namespace

TEST_CASE("every latency rises with its draw and is never negative") {
  for (const Nested& plan : samples()) {
    const auto latency = make_latency(plan);
    const auto rises = [&](std::uint64_t a, std::uint64_t b) {
      const auto [low, high] = std::minmax(a, b);
      return latency->at(low) >= Duration::zero() && latency->at(low) <= latency->at(high);
    };
    INFO(plan.kind);
    CHECK(rc::check([&](std::uint64_t a, std::uint64_t b, std::uint8_t shift) {
      RC_ASSERT(rises(a, b));
      // Neighbours, at both ends and wherever the draw is.
      RC_ASSERT(rises(a == kLast ? a : a + 1, a));
      const std::uint64_t small = b >> (shift % 64);
      RC_ASSERT(rises(small, small / 2) && rises(~small, ~(small / 2)));
    }));
    for (std::uint64_t i = 0; i < 4096; ++i) {
      REQUIRE(rises(i << 52, (i << 52) + (std::uint64_t{1} << 52) - 1));
      if (i > 0) REQUIRE(rises((i << 52) - 1, i << 52));
    }
  }
}

TEST_CASE("the middle draw gives the median as it was written") {
  const auto medians =
      std::vector<std::int64_t>{40'000'000, 250'000, 1'207'944, 40'000'000, 1'000'000, 260'000};
  const auto plans = samples();
  for (std::size_t i = 0; i < plans.size(); ++i) {
    INFO(plans[i].kind);
    // Rounding down may take one nanosecond.
    CHECK(medians[i] - make_latency(plans[i])->median().count() >= 0);
    CHECK(medians[i] - make_latency(plans[i])->median().count() <= 1);
  }
}

TEST_CASE("the 99 % quantile of a lognormal latency is the one that was written") {
  CHECK(rc::check([](std::uint32_t median, std::uint16_t factor) {
    const std::int64_t low = 10'000 + std::int64_t{median};
    const std::int64_t high = low + low * factor / 64;
    const auto latency = make_latency(distribution("lognormal", {{"median", low}, {"p99", high}}));
    RC_ASSERT(within(latency->at(share(990)).count(), high, 5));
    RC_ASSERT(within(latency->median().count(), low, 1));
    // Symmetric in the logarithm: p1 * p99 = median squared.
    const auto p1 = static_cast<engine::WideInteger>(latency->at(share(10)).count());
    const auto square = static_cast<engine::WideInteger>(low) * low;
    const engine::WideInteger off = p1 * high - square;
    RC_ASSERT(high > 20 * low || (off < 0 ? -off : off) * 100 < square);
  }));
}

TEST_CASE("the mean of an exponential latency is the one that was written") {
  const auto latency =
      make_latency(distribution("exponential", {{"min", 2'000'000}, {"mean", 3'000'000}}));
  CHECK(within(mean_of(*latency, 1'000'000) - 2'000'000, 3'000'000, 5));
  CHECK(latency->at(0) == std::chrono::milliseconds(2));
}

TEST_CASE("a million draws of a lognormal latency split where its quantiles say") {
  const auto latency =
      make_latency(distribution("lognormal", {{"median", 40'000'000}, {"p99", 65'000'000}}));
  engine::Prng random(11);
  int below_median = 0;
  int below_p99 = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const std::int64_t value = latency->at(random.next()).count();
    below_median += value < 40'000'000;
    below_p99 += value < 65'000'000;
  }
  CHECK(within(below_median, 500'000, 5));
  CHECK(within(1'000'000 - below_p99, 10'000, 30));
}

TEST_CASE("a uniform latency reaches both ends and an empirical one its quantiles") {
  const auto uniform = make_latency(distribution("uniform", {{"min", 150}, {"max", 350}}));
  CHECK(uniform->at(0).count() == 150);
  CHECK(uniform->at(kLast).count() == 350);

  const auto empirical = make_latency(distribution(
      "empirical",
      {{"p1", 100}, {"p25", 200}, {"p50", 300}, {"p90", 700}, {"p99", 1000}, {"max", 9000}}));
  CHECK(empirical->at(0).count() == 100);
  CHECK(empirical->at(share(10) / 2).count() == 100);
  CHECK(within(empirical->at(share(250)).count(), 200, 10));
  CHECK(empirical->median().count() == 300);
  // p75 is not given: on the line from p50 to p90.
  CHECK(within(empirical->at(share(700)).count(), 500, 10));
  CHECK(within(empirical->at(share(990)).count(), 1000, 10));
  CHECK(empirical->at(kLast).count() == 9000);
}

TEST_CASE("a tail longer than any run ends before it overflows") {
  const std::int64_t year = 365LL * 86'400 * 1'000'000'000;
  const auto exponential = make_latency(distribution("exponential", {{"mean", 30 * year}}));
  const auto lognormal = make_latency(distribution("lognormal", {{"median", 1}, {"p99", year}}));
  CHECK(exponential->at(kLast).count() == std::int64_t{1} << 60);
  CHECK(lognormal->at(kLast).count() == std::int64_t{1} << 60);
  CHECK(lognormal->at(0).count() == 0);
}

TEST_CASE("values that do not fit together are named") {
  CHECK(latency_flaw(distribution("uniform", {{"min", 2}, {"max", 1}})) == "max is below min");
  CHECK(latency_flaw(distribution("lognormal", {{"median", 2}, {"p99", 1}})) ==
        "p99 is below median");
  CHECK(latency_flaw(distribution("lognormal", {{"p99", 1}})) == "median is not above 0");
  CHECK(latency_flaw(distribution("exponential", {{"min", 1}})) == "mean is not above 0");
  CHECK(latency_flaw(distribution("empirical",
                                  {{"p1", 1}, {"p50", 3}, {"p90", 2}, {"p99", 4}, {"max", 5}})) ==
        "a quantile is below an earlier one");
  for (const Nested& plan : samples()) CHECK(latency_flaw(plan).empty());
}

TEST_CASE("the draws of every latency are the same on every compiler") {
  const auto draws = {std::uint64_t{0}, std::uint64_t{1}, share(10),  share(333),
                      kMiddle - 1,      kMiddle,          share(750), share(990),
                      share(999),       kLast - 1,        kLast};
  std::vector<std::vector<std::int64_t>> seen;
  for (const Nested& plan : samples()) {
    seen.emplace_back();
    for (const std::uint64_t draw : draws)
      seen.back().push_back(make_latency(plan)->at(draw).count());
  }
  const std::vector<std::vector<std::int64_t>> pinned = {
      std::vector<std::int64_t>(11, 40000000),
      {150000, 150000, 151999, 216599, 249999, 250000, 299999, 347999, 349799, 349999, 350000},
      {1000000, 1000000, 1003015, 1121489, 1207944, 1207944, 1415888, 2381551, 3072326, 14100481,
       14308425},
      {6012573, 6108382, 24615435, 36555130, 40000000, 40000000, 46046207, 64999968, 76234176,
       261935238, 266109193},
      {0, 0, 200, 205999, 1000000, 1000000, 11815744, 4999840361, 81952736312,
       std::int64_t{1} << 60, std::int64_t{1} << 60},
      {200000, 200000, 200000, 239551, 259999, 260000, 347499, 899999, 18089999, 19999999,
       20000000}};
  CHECK(seen == pinned);
}

TEST_CASE("logarithm and power agree with exact values") {
  CHECK(binary_logarithm(1) == 0);
  CHECK(binary_logarithm(1024) == 10 * kOne);
  CHECK(binary_logarithm(kMiddle) == 63 * kOne);
  CHECK(binary_logarithm(10) == 14267572527);  // an entry of the table: exact
  // Between two entries of the table: at most 3 millionths off.
  CHECK(std::abs(binary_logarithm((std::uint64_t{1} << 40) + (std::uint64_t{1} << 31)) -
                 171810782240) < 12885);
  CHECK(scaled_by_power(1000, 3 * static_cast<engine::WideInteger>(kOne), 1 << 20) == 8000);
  CHECK(scaled_by_power(1000, -3 * static_cast<engine::WideInteger>(kOne), 1 << 20) == 125);
  CHECK(scaled_by_power(1000, 60 * static_cast<engine::WideInteger>(kOne), 1 << 20) == 1 << 20);
  CHECK(scaled_by_power(1'000'000'000, kOne / 2, kOne) == 1'414'213'562);
  CHECK(normal_quantile(kMiddle) == 0);
  CHECK(normal_quantile(0) == -normal_quantile(kLast));
}

TEST_CASE("a hundred thousand draws have one checksum on every compiler") {
  engine::Prng random(2026);
  std::uint64_t checksum = 0;
  const auto plans = samples();
  std::vector<std::unique_ptr<Latency>> latencies;
  for (const Nested& plan : plans) latencies.push_back(make_latency(plan));
  for (int i = 0; i < 100'000; ++i) {
    const auto& latency = latencies[random.below(latencies.size())];
    checksum = checksum * 31 + static_cast<std::uint64_t>(latency->at(random.next()).count());
  }
  CHECK(checksum == 13684612136200151088ULL);
}

}  // namespace faultline::sim
