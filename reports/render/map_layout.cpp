#include "reports/render/map_layout.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>

#include "sim/network/topology.h"

namespace faultline::reports {

namespace {

using Point = std::array<double, 2>;
using Distances = std::vector<std::vector<double>>;

constexpr double kMarginX = 130;
constexpr double kMarginY = 90;

double milliseconds(const sim::Topology& topology, std::uint32_t from, std::uint32_t to) {
  double all = 0;
  for (const sim::LinkIndex link :
       topology.route(engine::DatacenterId(from), engine::DatacenterId(to)))
    all +=
        std::chrono::duration<double, std::milli>(topology.links()[link].latency->median()).count();
  return all;
}

// Whoever cannot reach another is as far as the farthest; nobody is so near that names overlap.
Distances distances(const sim::TopologyPlan& plan) {
  const sim::Topology topology(plan);
  const std::size_t size = plan.datacenters.size();
  Distances all(size, std::vector<double>(size));
  double farthest = 1;
  for (std::uint32_t from = 0; from < size; ++from)
    for (std::uint32_t to = 0; to < from; ++to) {
      all[from][to] = milliseconds(topology, from, to);
      farthest = std::max(farthest, all[from][to]);
    }
  for (std::size_t from = 0; from < size; ++from)
    for (std::size_t to = 0; to < from; ++to) {
      double& apart = all[from][to];
      apart = std::max(apart == 0 ? farthest : apart, farthest / 3) / farthest;
      all[to][from] = apart;
    }
  return all;
}

// From a circle on, each moves to where the others want it on average: stress majorization
// (Gansner, Koren and North 2004), which comes nearer to the distances with every round.
std::vector<Point> placed(const Distances& distances) {
  constexpr int kRounds = 200;
  const std::size_t size = distances.size();
  std::vector<Point> points;
  for (std::size_t i = 0; i < size; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size);
    points.push_back({std::cos(angle), std::sin(angle)});
  }
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < size; ++i) {
      Point sum{};
      double weights = 0;
      for (std::size_t j = 0; j < size; ++j) {
        if (i == j) continue;
        const double wanted = distances[i][j];
        const double apart =
            std::max(std::hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]), 1e-6);
        const double weight = 1 / (wanted * wanted);
        weights += weight;
        for (std::size_t axis = 0; axis < 2; ++axis)
          sum[axis] +=
              weight * (points[j][axis] + wanted * (points[i][axis] - points[j][axis]) / apart);
      }
      points[i] = {sum[0] / weights, sum[1] / weights};
    }
  }
  return points;
}

// The longest side of what the points span lies flat.
void turn(std::vector<Point>& points) {
  std::size_t one = 0, other = 0;
  double longest = -1;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = i; j < points.size(); ++j)
      if (const double apart = std::hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
          apart > longest) {
        longest = apart;
        one = i;
        other = j;
      }
  const double angle =
      -std::atan2(points[other][1] - points[one][1], points[other][0] - points[one][0]);
  for (Point& point : points) {
    const double x = point[0] * std::cos(angle) - point[1] * std::sin(angle);
    const double y = point[0] * std::sin(angle) + point[1] * std::cos(angle);
    point[0] = x;
    point[1] = y;
  }
}

// Into the map, in both directions alike if that fills it well enough.
std::vector<MapPoint> fitted(const sim::TopologyPlan& plan, const std::vector<Point>& points) {
  std::vector<MapPoint> map;
  const auto range = [&](std::size_t axis) {
    const auto [low, high] =
        std::minmax_element(points.begin(), points.end(),
                            [axis](const Point& a, const Point& b) { return a[axis] < b[axis]; });
    return std::pair((*low)[axis], (*high)[axis] - (*low)[axis]);
  };
  const auto place = [](double value, std::pair<double, double> from, double begin, double room) {
    const double share = from.second < 1e-9 ? 0.5 : (value - from.first) / from.second;
    return static_cast<int>(std::lround(begin + share * room));
  };
  const auto x = range(0);
  auto y = range(1);
  // A map of points nearly on one line must not look as high as wide.
  const double room =
      std::min(kMapHeight - 2 * kMarginY,
               x.second < 1e-9 ? 0.0 : y.second / x.second * (kMapWidth - 2 * kMarginX));
  for (std::size_t i = 0; i < points.size(); ++i)
    map.push_back({plan.datacenters[i].name,
                   place(points[i][0], x, kMarginX, kMapWidth - 2 * kMarginX),
                   place(points[i][1], y, (kMapHeight - room) / 2, room)});
  return map;
}

}  // namespace

std::vector<MapPoint> map_layout(const sim::TopologyPlan& plan) {
  const std::size_t size = plan.datacenters.size();
  if (size == 1) return {{plan.datacenters.front().name, kMapWidth / 2, kMapHeight / 2}};
  std::vector<Point> points = placed(distances(plan));
  turn(points);
  return fitted(plan, points);
}

}  // namespace faultline::reports
