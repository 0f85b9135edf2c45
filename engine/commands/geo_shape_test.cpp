#include "engine/commands/geo_shape.h"

#include <catch2/catch.hpp>

namespace faultline::engine {
namespace {

GeoShape circle(const Position& center, double radius) {
  return {center, radius};
}

GeoShape box(const Position& center, double width, double height) {
  return {center, 0, true, width, height};
}

std::size_t cells_at_level(const GeoShape& shape, int level) {
  const auto cells = cells_around(shape);
  for (const GeoCell& cell : cells)
    if (cell.level != level) return 0;
  return cells.size();
}

}  // namespace

TEST_CASE("a circle holds what is no farther than its radius") {
  CHECK(distance_inside(circle({0, 0}, 112'000), {1, 0}) == distance_between({0, 0}, {1, 0}));
  CHECK_FALSE(distance_inside(circle({0, 0}, 111'000), {1, 0}));
  CHECK(distance_inside(circle({5, 5}, 0), {5, 5}) == 0);
}

TEST_CASE("a box holds half of its width and height to each side, along the member's parallel") {
  CHECK(distance_inside(box({0, 0}, 223'000, 0), {1, 0}));
  CHECK_FALSE(distance_inside(box({0, 0}, 222'000, 0), {1, 0}));
  CHECK(distance_inside(box({0, 0}, 0, 223'000), {0, -1}));
  CHECK_FALSE(distance_inside(box({0, 0}, 0, 222'000), {0, -1}));
  // A degree is half as long at 60 degrees as at the equator.
  CHECK(distance_inside(box({0, 0}, 112'000, 20'000'000), {1, 60}));
  CHECK_FALSE(distance_inside(box({0, 0}, 112'000, 20'000'000), {1, 0}));
  // The distance is the straight one, also to a corner.
  CHECK(distance_inside(box({0, 0}, 300'000, 300'000), {1, 1}) == distance_between({0, 0}, {1, 1}));
}

TEST_CASE("cells are as fine as the shape is small, and begin with that of the centre") {
  CHECK(cells_around(circle({13, 38}, 0)).front().level == kFinestLevel);
  CHECK(cells_around(circle({13, 38}, 1000)).front() == cell_at({13, 38}, 14));
  CHECK(cells_around(circle({13, 38}, 1e9)).front() == cell_at({13, 38}, 1));
  // Parallels are short near the poles.
  CHECK(cells_around(circle({13, 70}, 1000)).front().level == 13);
  CHECK(cells_around(circle({13, 82}, 1000)).front().level == 12);
}

TEST_CASE("a side that the cell of the centre covers is left out") {
  // In the middle of a cell of 45 by 21 degrees, then in its south-western corner.
  CHECK(cells_at_level(circle({22.5, 10.6}, 100'000), 7) > 0);
  const GeoCell middle = cell_at({22.5, 10.6}, 7);
  const Position corner = south_west_of(middle);
  CHECK(cells_at_level(circle({corner.longitude + 0.01, corner.latitude + 0.01}, 100'000), 7) == 4);
}

TEST_CASE("the coarsest level has four cells, none twice") {
  CHECK(cells_around(circle({13, 38}, 1e9)) ==
        std::vector<GeoCell>{{1, 1, 1}, {1, 0, 1}, {0, 1, 1}, {0, 0, 1}});
}

TEST_CASE("neighbours go around the world") {
  const auto cells = cells_around(circle({179.99, 0.1}, 10'000));
  const std::uint32_t level = static_cast<std::uint32_t>(cells.front().level);
  bool beyond_the_date_line = false;
  for (const GeoCell& cell : cells) beyond_the_date_line |= cell.column == 0;
  CHECK(beyond_the_date_line);
  CHECK(cells.front().column == (1U << level) - 1);
}

}  // namespace faultline::engine
