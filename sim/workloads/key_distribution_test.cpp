#include "sim/workloads/key_distribution.h"

#include <catch2/catch.hpp>
#include <set>

namespace faultline::sim {
namespace {

using engine::Prng;
using engine::Ratio;

std::unique_ptr<KeyDistribution> zipf(std::int64_t count, std::int64_t millionths) {
  return make_key_distribution({"zipf", {{"count", {count}}, {"exponent", {Ratio{millionths}}}}});
}

std::unique_ptr<KeyDistribution> hot(std::int64_t count, std::int64_t hot_keys, Ratio share) {
  return make_key_distribution(
      {"hot", {{"count", {count}}, {"hot_keys", {hot_keys}}, {"share", {share}}}});
}

std::vector<int> frequencies(const KeyDistribution& keys, std::size_t count, int draws) {
  Prng random(11);
  std::vector<int> found(count);
  for (int i = 0; i < draws; ++i) ++found.at(keys.draw(random));
  return found;
}

TEST_CASE("uniform keys are hit equally often") {
  const auto keys = make_key_distribution({"uniform", {{"count", {std::int64_t{10}}}}});
  for (const int hits : frequencies(*keys, 10, 100'000)) CHECK(std::abs(hits - 10'000) < 500);
}

TEST_CASE("zipf shares are close to the ideal ones") {
  // Harmonic number of 1000 is 7.485471: rank k has the share 1 / (7.485471 k).
  const auto found = frequencies(*zipf(1000, 1'000'000), 1000, 1'000'000);
  CHECK(std::abs(found[0] - 133'592) < 1500);
  CHECK(std::abs(found[1] - 66'796) < 1100);
  CHECK(std::abs(found[9] - 13'359) < 500);
  CHECK(std::abs(found[99] - 1'336) < 160);
  int tail = 0;
  for (std::size_t rank = 500; rank < 1000; ++rank) tail += found[rank];
  CHECK(std::abs(tail - 92'533) < 1200);
}

TEST_CASE("zipf with a fraction in its exponent is close to the ideal") {
  // The sum of k^-0.5 over k = 1..100 is 18.589604; of k^-1.2 it is 3.603045.
  const auto flat = frequencies(*zipf(100, 500'000), 100, 1'000'000);
  CHECK(std::abs(flat[0] - 53'794) < 1000);
  CHECK(std::abs(flat[3] - 26'897) < 700);
  const auto steep = frequencies(*zipf(100, 1'200'000), 100, 1'000'000);
  CHECK(std::abs(steep[0] - 277'543) < 2000);
  CHECK(std::abs(steep[1] - 120'806) < 1400);
}

TEST_CASE("zipf with exponent zero is uniform and with a huge one always the first key") {
  for (const int hits : frequencies(*zipf(10, 0), 10, 100'000))
    CHECK(std::abs(hits - 10'000) < 500);
  CHECK(frequencies(*zipf(1000, 60'000'000), 1000, 1000)[0] == 1000);
}

TEST_CASE("the zipf draws of a seed are pinned") {
  Prng random(1);
  const auto keys = zipf(1000, 990'000);
  std::vector<std::uint64_t> drawn;
  for (int i = 0; i < 12; ++i) drawn.push_back(keys->draw(random));
  CHECK(drawn == std::vector<std::uint64_t>{254, 158, 0, 157, 1, 49, 909, 29, 0, 1, 561, 7});
}

TEST_CASE("hot keys take their share and the others divide the rest") {
  const auto found = frequencies(*hot(10, 2, Ratio{800'000}), 10, 100'000);
  for (std::size_t rank = 0; rank < 10; ++rank)
    CHECK(std::abs(found[rank] - (rank < 2 ? 40'000 : 2'500)) < 1000);
}

TEST_CASE("when all keys are hot the draw is uniform") {
  for (const int hits : frequencies(*hot(4, 9, Ratio{100'000}), 4, 40'000))
    CHECK(std::abs(hits - 10'000) < 500);
}

TEST_CASE("every kind of the table can be made from values of its parameters") {
  std::set<std::string_view> names;
  for (const engine::NestedKind& kind : key_distribution_kinds()) {
    CHECK(names.insert(kind.name).second);
    engine::ParameterValues values;
    for (const engine::Parameter& parameter : kind.parameters) {
      if (parameter.unit == engine::ParameterUnit::kInteger)
        values.emplace(parameter.name, engine::ParameterValue{std::int64_t{5}});
      else
        values.emplace(parameter.name, engine::ParameterValue{Ratio{500'000}});
    }
    Prng random(2);
    const auto keys = make_key_distribution({std::string(kind.name), values});
    for (int i = 0; i < 1000; ++i) CHECK(keys->draw(random) < 5);
  }
}

}  // namespace
}  // namespace faultline::sim
