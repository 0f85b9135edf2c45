#include "reports/render/map_layout.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

namespace faultline::reports {

namespace {

sim::LinkPlan link(const std::string& from, const std::string& to, int milliseconds) {
  return {from,
          to,
          {"constant", {{"value", {engine::Duration(std::chrono::milliseconds(milliseconds))}}}}};
}

double apart(const MapPoint& one, const MapPoint& other) {
  return std::hypot(one.x - other.x, one.y - other.y);
}

}  // namespace

TEST_CASE("data centers that are near in time are near on the map, and all are on it") {
  sim::TopologyPlan plan;
  for (const char* name : {"eu-north", "eu-west", "us"})
    plan.datacenters.push_back({name, {{"a", 1}}});
  plan.links = {link("eu-north", "eu-west", 20), link("eu-north", "us", 45),
                link("eu-west", "us", 40)};
  const std::vector<MapPoint> map = map_layout(plan);
  REQUIRE(map.size() == 3);
  CHECK(map[1].datacenter == "eu-west");
  CHECK(apart(map[0], map[1]) < apart(map[1], map[2]));
  CHECK(apart(map[0], map[1]) > 100);
  for (const MapPoint& point : map) {
    CHECK((0 < point.x && point.x < kMapWidth));
    CHECK((0 < point.y && point.y < kMapHeight));
  }
}

TEST_CASE("two data centers lie side by side, one in the middle, many apart from each other") {
  sim::TopologyPlan plan;
  plan.datacenters = {{"only", {{"a", 1}}}};
  CHECK(map_layout(plan)[0].x == kMapWidth / 2);
  plan.datacenters.push_back({"other", {{"a", 1}}});
  plan.links = {link("only", "other", 30)};
  const std::vector<MapPoint> two = map_layout(plan);
  CHECK(two[0].y == two[1].y);
  CHECK(apart(two[0], two[1]) > kMapWidth / 2);
  for (int i = 0; i < 7; ++i) {
    plan.datacenters.push_back({"z" + std::to_string(i), {{"a", 1}}});
    plan.links.push_back(link("only", "z" + std::to_string(i), 50));
  }
  const std::vector<MapPoint> many = map_layout(plan);
  for (std::size_t i = 0; i < many.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(apart(many[i], many[j]) > 60);
}

}  // namespace faultline::reports
