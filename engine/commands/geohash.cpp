#include "engine/commands/geohash.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "engine/commands/trigonometry.h"

namespace faultline::engine {
namespace {

constexpr double kEarthRadius = 6372797.560856;
constexpr double kPole = 90;

// Which of the 2^level parts of [-most, most] the value lies in.
std::uint32_t part_of(double value, double most, int level) {
  const double share = (value + most) / (most + most);
  return static_cast<std::uint32_t>(share * static_cast<double>(1ULL << level));
}

double start_of(std::uint32_t part, double most, int level) {
  return -most + part * 1.0 / static_cast<double>(1ULL << level) * (most + most);
}

// Bit i of the argument becomes bit 2i.
std::uint64_t spread(std::uint32_t bits) {
  std::uint64_t spread = 0;
  for (int i = 0; i < 32; ++i) spread |= static_cast<std::uint64_t>(bits >> i & 1) << (2 * i);
  return spread;
}

std::uint32_t gather(std::uint64_t bits) {
  std::uint32_t gathered = 0;
  for (int i = 0; i < 32; ++i) gathered |= static_cast<std::uint32_t>(bits >> (2 * i) & 1) << i;
  return gathered;
}

std::uint64_t geohash_of(const GeoCell& cell) {
  return spread(cell.column) << 1 | spread(cell.row);
}

// A geohash at a cell's level as the score of its first cell of the finest level.
double at_the_finest_level(std::uint64_t geohash, int level) {
  return static_cast<double>(geohash << 2 * (kFinestLevel - level));
}

// What x86-64 makes of a score that no command for positions has put there.
std::uint64_t geohash_of_score(double score) {
  constexpr double kHalf = 0x1p63;
  if (score >= 2 * kHalf) return 0;
  if (score >= kHalf) return static_cast<std::uint64_t>(score);
  if (score < -kHalf) return 1ULL << 63;
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(score));
}

double south_north_distance(double a, double b) {
  return kEarthRadius * std::fabs(radians(b) - radians(a));
}

}  // namespace

bool on_the_map(const Position& position) {
  return std::fabs(position.longitude) <= kMostLongitude &&
         std::fabs(position.latitude) <= kMostLatitude;
}

GeoCell cell_at(const Position& position, int level) {
  return {part_of(position.longitude, kMostLongitude, level),
          part_of(position.latitude, kMostLatitude, level), level};
}

Position south_west_of(const GeoCell& cell) {
  return {start_of(cell.column, kMostLongitude, cell.level),
          start_of(cell.row, kMostLatitude, cell.level)};
}

Position north_east_of(const GeoCell& cell) {
  return south_west_of({cell.column + 1, cell.row + 1, cell.level});
}

double lowest_score(const GeoCell& cell) {
  return at_the_finest_level(geohash_of(cell), cell.level);
}

double score_above(const GeoCell& cell) {
  return at_the_finest_level(geohash_of(cell) + 1, cell.level);
}

double geo_score(const Position& position) {
  return lowest_score(cell_at(position, kFinestLevel));
}

Position position_of_score(double score) {
  const std::uint64_t geohash = geohash_of_score(score);
  const GeoCell cell{gather(geohash >> 1), gather(geohash), kFinestLevel};
  const Position low = south_west_of(cell);
  const Position high = north_east_of(cell);
  return {std::clamp((low.longitude + high.longitude) / 2, -kMostLongitude, kMostLongitude),
          std::clamp((low.latitude + high.latitude) / 2, -kMostLatitude, kMostLatitude)};
}

std::string geohash_text(const Position& position) {
  constexpr std::string_view kDigits = "0123456789bcdefghjkmnpqrstuvwxyz";
  const std::uint64_t geohash =
      geohash_of({part_of(position.longitude, kMostLongitude, kFinestLevel),
                  part_of(position.latitude, kPole, kFinestLevel), kFinestLevel});
  std::string text;
  for (int shift = 2 * kFinestLevel - 5; shift >= 0; shift -= 5)
    text += kDigits[geohash >> shift & 31];
  return text + '0';
}

double distance_between(const Position& a, const Position& b) {
  const double v = sine((radians(b.longitude) - radians(a.longitude)) / 2);
  // Exact where the general formula is not.
  if (v == 0) return south_north_distance(a.latitude, b.latitude);
  const double latitude_a = radians(a.latitude);
  const double latitude_b = radians(b.latitude);
  const double u = sine((latitude_b - latitude_a) / 2);
  const double haversine = u * u + cosine(latitude_a) * cosine(latitude_b) * v * v;
  return 2 * kEarthRadius * arc_sine(std::sqrt(haversine));
}

double degrees_of_metres(double metres) {
  return metres / kEarthRadius / (std::numbers::pi / 180);
}

double radians(double degrees) {
  return degrees * (std::numbers::pi / 180);
}

}  // namespace faultline::engine
