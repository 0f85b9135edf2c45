// Positions on Redis's map of the world: degrees, a grid of cells that halves its cells at every
// level, and the geohash of a cell, which interleaves its column and row. A member of a geo index
// is a member of a sorted set with the geohash of its cell at the finest level as its score.
// Distances are metres along a great circle of a round Earth.
#pragma once

#include <cstdint>
#include <string>

namespace faultline::engine {

struct Position {
  double longitude = 0;
  double latitude = 0;
};

// The map ends where a square Mercator map does.
inline constexpr double kMostLongitude = 180;
inline constexpr double kMostLatitude = 85.05112878;
[[nodiscard]] bool on_the_map(const Position& position);

// One of 2^level columns from west to east and as many rows from south to north. The eastern and
// the northern edge of the map lie in a column and a row of their own, one more.
struct GeoCell {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  int level = 0;
  friend bool operator==(const GeoCell&, const GeoCell&) = default;
};
inline constexpr int kFinestLevel = 26;

// The position must be on the map.
[[nodiscard]] GeoCell cell_at(const Position& position, int level);
[[nodiscard]] Position south_west_of(const GeoCell& cell);
[[nodiscard]] Position north_east_of(const GeoCell& cell);

// The lowest score of the cell's members; those of the next geohash at its level are above it.
[[nodiscard]] double lowest_score(const GeoCell& cell);
[[nodiscard]] double score_above(const GeoCell& cell);

// The score of what is put at a position that is on the map.
[[nodiscard]] double geo_score(const Position& position);
// The centre of its cell, moved onto the map. Any score gives some position, as on x86-64.
[[nodiscard]] Position position_of_score(double score);

// The usual geohash of eleven characters, whose map reaches the poles. The last one is always 0.
[[nodiscard]] std::string geohash_text(const Position& position);

[[nodiscard]] double distance_between(const Position& a, const Position& b);
[[nodiscard]] double degrees_of_metres(double metres);
[[nodiscard]] double radians(double degrees);

}  // namespace faultline::engine
