#include "engine/commands/random_draw.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "engine/commands/lookup.h"

namespace faultline::engine {

TEST_CASE("a count above zero draws different positions, at most all of them") {
  Prng random(1);
  for (std::size_t size = 0; size < 6; ++size) {
    for (std::int64_t count = 0; count < 9; ++count) {
      const auto drawn = draw(size, count, random);
      CHECK(drawn.size() == std::min(size, static_cast<std::size_t>(count)));
      CHECK(std::set(drawn.begin(), drawn.end()).size() == drawn.size());
      CHECK(std::all_of(drawn.begin(), drawn.end(), [&](std::size_t p) { return p < size; }));
    }
  }
  CHECK(draw(3, std::numeric_limits<std::int64_t>::max(), random).size() == 3);
}

TEST_CASE("a count below zero draws as often as it says, also what was drawn before") {
  Prng random(1);
  CHECK(draw(1, -4, random) == std::vector<std::size_t>{0, 0, 0, 0});
  CHECK(draw(5, -300, random).size() == 300);
  CHECK(draw(0, -3, random).empty());
}

TEST_CASE("every choice of positions, in every order, is about as frequent as the others") {
  Prng random(1);
  constexpr int kDraws = 12'000;
  std::map<std::vector<std::size_t>, int> distinct;
  std::map<std::vector<std::size_t>, int> repeated;
  for (int i = 0; i < kDraws; ++i) {
    ++distinct[draw(4, 2, random)];
    ++repeated[draw(3, -2, random)];
  }
  REQUIRE(distinct.size() == 12);
  REQUIRE(repeated.size() == 9);
  // More than six standard deviations of such a count on either side.
  for (const auto& [drawn, times] : distinct) CHECK(std::abs(times - kDraws / 12) < 200);
  for (const auto& [drawn, times] : repeated) CHECK(std::abs(times - kDraws / 9) < 220);
}

TEST_CASE("the same seed draws the same") {
  Prng one(7);
  Prng other(7);
  CHECK(draw(100, 10, one) == draw(100, 10, other));
}

TEST_CASE("a count of draws is an integer with an opposite") {
  CHECK(std::get<std::int64_t>(parse_draw_count("-9223372036854775807")) ==
        -std::numeric_limits<std::int64_t>::max());
  CHECK(std::get<std::int64_t>(parse_draw_count("5")) == 5);
  CHECK(std::get<Reply>(parse_draw_count("x")) == not_an_integer());
  CHECK(std::get<Reply>(parse_draw_count("9223372036854775808")) == not_an_integer());
  CHECK(std::get<Reply>(parse_draw_count("-9223372036854775808")) ==
        error_reply("ERR value is out of range, value must between -9223372036854775807 and "
                    "9223372036854775807"));
}

TEST_CASE("a huge count of repeated draws stops at a million") {
  Prng random(1);
  CHECK(draw(2, std::numeric_limits<std::int64_t>::min() + 1, random).size() == 1'000'000);
}

}  // namespace faultline::engine
