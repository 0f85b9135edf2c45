// Scores, positions and geohashes are those of a real Redis 7.0.15.

#include "engine/commands/geohash.h"

#include <catch2/catch.hpp>
#include <limits>

namespace faultline::engine {
namespace {

constexpr Position kPalermo{13.361389, 38.115556};

bool lies_at(const Position& position, double longitude, double latitude) {
  return position.longitude == longitude && position.latitude == latitude;
}

}  // namespace

TEST_CASE("the score of a position is the interleaved geohash of 52 bits") {
  CHECK(geo_score(kPalermo) == 3479099956230698);
  CHECK(geo_score({15.087269, 37.502669}) == 3479447370796909);
  CHECK(geo_score({-180, -85.05112878}) == 0);
  // The corner lies beyond the last column and the last row.
  CHECK(geo_score({180, 85.05112878}) == 13510798882111488);
}

TEST_CASE("a score reads as the centre of its cell") {
  CHECK(lies_at(position_of_score(3479099956230698), 13.361389338970184, 38.1155563954963));
  CHECK(lies_at(position_of_score(0), -179.99999731779098511, -85.05112751263942528));
  const Position back = position_of_score(geo_score(kPalermo));
  CHECK(geo_score(back) == geo_score(kPalermo));
}

TEST_CASE("a score that is no geohash still reads as a position on the map") {
  CHECK(lies_at(position_of_score(13510798882111488), 180, 85.05112878));
  CHECK(lies_at(position_of_score(-5), 180, 85.05112878));
  CHECK(lies_at(position_of_score(1.5), -179.99999731779098511, -85.05112497791824921));
  CHECK(lies_at(position_of_score(1e300), -179.99999731779098511, -85.05112751263942528));
  CHECK(lies_at(position_of_score(1e19), 180, 85.05112878));
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(lies_at(position_of_score(kInfinity), -179.99999731779098511, -85.05112751263942528));
  CHECK(lies_at(position_of_score(-kInfinity), 180, -85.05112751263942528));
}

TEST_CASE("the text of a geohash has eleven characters and is that of a map up to the poles") {
  CHECK(geohash_text(position_of_score(3479099956230698)) == "sqc8b49rny0");
  CHECK(geohash_text({180, 85.05112878}) == "bp05b5048p0");
  CHECK(geohash_text(position_of_score(0)) == "00bh0hbj200");
}

TEST_CASE("the map ends at its edges") {
  CHECK(on_the_map({180, -85.05112878}));
  CHECK_FALSE(on_the_map({180.0001, 0}));
  CHECK_FALSE(on_the_map({0, 85.0512}));
}

TEST_CASE("cells of one level share the map") {
  const GeoCell cell = cell_at(kPalermo, 2);
  CHECK(cell == GeoCell{2, 2, 2});
  CHECK(lies_at(south_west_of(cell), 0, 0));
  CHECK(lies_at(north_east_of(cell), 90, 42.52556439));
  CHECK(lowest_score(cell) <= geo_score(kPalermo));
  CHECK(score_above(cell) > geo_score(kPalermo));
  CHECK(score_above(cell) == lowest_score({2, 3, 2}));
}

TEST_CASE("distances are those of a round Earth") {
  const Position palermo = position_of_score(3479099956230698);
  const Position catania = position_of_score(3479447370796909);
  CHECK(distance_between(palermo, catania) == Approx(166274.1516).margin(0.00005));
  CHECK(distance_between(palermo, palermo) == 0);
  // Across the date line, and along a meridian.
  CHECK(distance_between({179.5, 0}, {-179.5, 0}) == Approx(distance_between({0, 0}, {1, 0})));
  CHECK(distance_between({7, 10}, {7, 11}) == Approx(distance_between({0, 0}, {1, 0})));
  CHECK(degrees_of_metres(distance_between({0, 0}, {0, 1})) == Approx(1));
}

}  // namespace faultline::engine
