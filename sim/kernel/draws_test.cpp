#include "sim/kernel/draws.h"

#include <catch2/catch.hpp>
#include <limits>

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Prng;

TEST_CASE("the exponential draws of a seed are pinned") {
  Prng random(1);
  std::vector<std::int64_t> drawn;
  for (int i = 0; i < 6; ++i) drawn.push_back(exponential(random, Duration(1'000'000)).count());
  CHECK(drawn ==
        std::vector<std::int64_t>{208'733, 291'550, 2'301'077, 292'739, 1'689'138, 526'821});
}

TEST_CASE("a million exponential draws have the mean and the tail of the law") {
  Prng random(3);
  constexpr std::int64_t kMean = 2'000'000;
  constexpr int kDraws = 1'000'000;
  std::int64_t sum = 0;
  int beyond_one_mean = 0;
  int beyond_three_means = 0;
  for (int i = 0; i < kDraws; ++i) {
    const std::int64_t drawn = exponential(random, Duration(kMean)).count();
    REQUIRE(drawn >= 0);
    sum += drawn;
    beyond_one_mean += drawn > kMean ? 1 : 0;
    beyond_three_means += drawn > 3 * kMean ? 1 : 0;
  }
  CHECK(std::abs(sum / kDraws - kMean) < kMean / 250);  // four standard errors
  CHECK(std::abs(beyond_one_mean - 367'879) < 2000);    // e^-1
  CHECK(std::abs(beyond_three_means - 49'787) < 1000);  // e^-3
}

TEST_CASE("over evenly spread draws the exponential has its mean to 0.01 %") {
  constexpr std::uint64_t kCells = 1'000'000;
  constexpr std::uint64_t kWidth = ~std::uint64_t{0} / kCells;
  std::int64_t sum = 0;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  for (std::uint64_t cell = 0; cell < kCells; ++cell) {
    const auto drawn = exponential_at(cell * kWidth + kWidth / 2, Duration(1'000'000'000)).count();
    REQUIRE(drawn <= before);
    before = drawn;
    sum += drawn;
  }
  CHECK(std::abs(sum / static_cast<std::int64_t>(kCells) - 1'000'000'000) < 100'000);
}

TEST_CASE("extreme means neither overflow nor fail") {
  Prng random(4);
  for (int i = 0; i < 1000; ++i) {
    CHECK(exponential(random, Duration(0)) == Duration(0));
    CHECK(exponential(random, Duration::max()).count() >= 0);
  }
}

TEST_CASE("one exponential draw takes one number from the stream") {
  Prng random(5);
  Prng same(5);
  (void)exponential(random, Duration(1000));
  (void)same.next();
  CHECK(random.next() == same.next());
}

}  // namespace
}  // namespace faultline::sim
