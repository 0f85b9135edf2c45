#include "reports/metrics/delay.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

namespace {

sim::EngineResult two_ways() {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.staleness_ns.emplace();
  (*engine.staleness_ns)["eu->us"] = {40, 60, 65, 8'000};
  (*engine.staleness_ns)["us->eu"] = {41, 50, 70, 90};
  return engine;
}

}  // namespace

TEST_CASE("the series of delays has a row a direction and share") {
  const sim::EngineResult engine = two_ways();
  CHECK(delay_csv({&engine}) ==
        "engine,direction,share_percent,within_ns\n"
        "dynomite,eu->us,50,40\ndynomite,eu->us,95,60\ndynomite,eu->us,99,65\n"
        "dynomite,eu->us,100,8000\n"
        "dynomite,us->eu,50,41\ndynomite,us->eu,95,50\ndynomite,us->eu,99,70\n"
        "dynomite,us->eu,100,90\n");
}

TEST_CASE("the slowest direction is that with the longest p99, not with the slowest copy") {
  sim::EngineResult engine = two_ways();
  REQUIRE(slowest_direction(engine).has_value());
  CHECK(slowest_direction(engine)->from_to == "us->eu");
  CHECK(slowest_directions({&engine}, 1) == std::vector<std::string>{"us->eu"});
  CHECK(slowest_directions({&engine}, 9) == std::vector<std::string>{"eu->us", "us->eu"});
  sim::EngineResult quick = two_ways();
  quick.staleness_ns->at("us->eu") = {1, 2, 3, 4};
  quick.staleness_ns->at("eu->us") = {1, 2, 4, 4};
  (*engine.staleness_ns)["us->ap"] = {41, 50, 69, 90};
  CHECK(slowest_directions({&engine, &quick}, 2) == std::vector<std::string>{"eu->us", "us->eu"});
  engine.staleness_ns.reset();
  CHECK_FALSE(slowest_direction(engine).has_value());
  CHECK(delay_csv({&engine}) == "engine,direction,share_percent,within_ns\n");
}

}  // namespace faultline::reports
