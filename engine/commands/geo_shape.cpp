#include "engine/commands/geo_shape.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/commands/trigonometry.h"

namespace faultline::engine {
namespace {

// Half of the equator on the Mercator map.
constexpr double kHalfOfTheMap = 20037726.37;

struct Box {
  Position south_west;
  Position north_east;
};

Box box_around(const GeoShape& shape) {
  const Position& center = shape.center;
  const double up = degrees_of_metres(shape.is_box ? shape.height / 2 : shape.radius);
  const double along = shape.is_box ? shape.width / 2 : shape.radius;
  // Parallels are shorter towards the pole.
  const double widest = center.latitude < 0 ? center.latitude - up : center.latitude + up;
  const double aside = degrees_of_metres(along) / cosine(radians(widest));
  return {{center.longitude - aside, center.latitude - up},
          {center.longitude + aside, center.latitude + up}};
}

// Fine enough for few members outside, coarse enough for three rows and columns of cells.
int level_for(double radius, double latitude) {
  if (radius == 0) return kFinestLevel;
  int level = -1;
  for (double reached = radius; reached < kHalfOfTheMap; reached *= 2) ++level;
  if (std::fabs(latitude) > 66) --level;
  if (std::fabs(latitude) > 80) --level;
  return std::clamp(level, 1, kFinestLevel);
}

// A step of one to the east or west, north or south; around the world, also over the poles.
GeoCell neighbor(GeoCell cell, int east, int north) {
  const std::uint32_t last = (1U << cell.level) - 1;
  if (east != 0) cell.column = (cell.column + static_cast<std::uint32_t>(east)) & last;
  if (north != 0) cell.row = (cell.row + static_cast<std::uint32_t>(north)) & last;
  return cell;
}

// Whether the cell and those around it reach to all sides as far as the box does.
bool cover(const GeoCell& center, const Box& box) {
  return north_east_of(neighbor(center, 0, 1)).latitude >= box.north_east.latitude &&
         south_west_of(neighbor(center, 0, -1)).latitude <= box.south_west.latitude &&
         north_east_of(neighbor(center, 1, 0)).longitude >= box.north_east.longitude &&
         south_west_of(neighbor(center, -1, 0)).longitude <= box.south_west.longitude;
}

}  // namespace

std::optional<double> distance_inside(const GeoShape& shape, const Position& position) {
  const double distance = distance_between(shape.center, position);
  if (!shape.is_box) return distance > shape.radius ? std::nullopt : std::optional(distance);
  // Its width is measured along the member's parallel.
  const double along = distance_between(position, {shape.center.longitude, position.latitude});
  const double up = distance_between(position, {position.longitude, shape.center.latitude});
  if (along > shape.width / 2 || up > shape.height / 2) return std::nullopt;
  return distance;
}

std::vector<GeoCell> cells_around(const GeoShape& shape) {
  const double radius =
      shape.is_box
          ? std::sqrt(shape.width / 2 * (shape.width / 2) + shape.height / 2 * (shape.height / 2))
          : shape.radius;
  GeoCell center = cell_at(shape.center, level_for(radius, shape.center.latitude));
  const Box box = box_around(shape);
  if (center.level > 1 && !cover(center, box)) center = cell_at(shape.center, center.level - 1);
  const Position low = south_west_of(center);
  const Position high = north_east_of(center);
  // A side on which the cell of the centre already holds all of the shape is left out.
  const bool fine = center.level >= 2;
  const bool no_south = fine && low.latitude < box.south_west.latitude;
  const bool no_north = fine && high.latitude > box.north_east.latitude;
  const bool no_west = fine && low.longitude < box.south_west.longitude;
  const bool no_east = fine && high.longitude > box.north_east.longitude;

  struct Step {
    int east;
    int north;
  };
  static constexpr std::array kSteps = {Step{0, 0},  Step{0, 1},  Step{0, -1},
                                        Step{1, 0},  Step{-1, 0}, Step{1, 1},
                                        Step{-1, 1}, Step{1, -1}, Step{-1, -1}};
  std::vector<GeoCell> cells;
  for (const Step& step : kSteps) {
    if ((step.north < 0 && no_south) || (step.north > 0 && no_north) ||
        (step.east < 0 && no_west) || (step.east > 0 && no_east))
      continue;
    const GeoCell cell = neighbor(center, step.east, step.north);
    // At the coarsest level both neighbours on an axis are one cell.
    if (cells.empty() || !(cells.back() == cell)) cells.push_back(cell);
  }
  return cells;
}

}  // namespace faultline::engine
