// What a search for members of a geo index asks for: a circle or a box around a centre. Lengths are
// metres.
#pragma once

#include <optional>
#include <vector>

#include "engine/commands/geohash.h"

namespace faultline::engine {

struct GeoShape {
  Position center;
  double radius = 0;
  // A box has these and no radius.
  bool is_box = false;
  double width = 0;
  double height = 0;
};

// How far it is from the centre; none if it lies outside.
[[nodiscard]] std::optional<double> distance_inside(const GeoShape& shape,
                                                    const Position& position);

// The cells that Redis looks into, in its order: that of the centre and those around it, at a level
// where they cover the shape. Near the poles they do not always, and Redis misses members.
[[nodiscard]] std::vector<GeoCell> cells_around(const GeoShape& shape);

}  // namespace faultline::engine
