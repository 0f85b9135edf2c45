#include "scenarios/sweep/sweep_charts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace faultline::scenarios {
namespace {

// Every seed agrees a second later than the one before, and every other one loses something.
Distribution seeds_of_two(std::int64_t seeds) {
  SeedLines lines;
  for (std::int64_t seed = 1; seed <= seeds; ++seed) {
    SeedLine line{"s", static_cast<std::uint64_t>(seed), "held"};
    line.engines["dynomite"] = {1, static_cast<std::uint64_t>(seed % 2), std::nullopt};
    line.engines["active_active"] = {1, 0, seed * 1'000'000'000};
    lines.put(line);
  }
  return distribution_of("s", lines);
}

TEST_CASE("nineteen seeds are drawn as no chart, twenty as three, and the documents say so") {
  CHECK(scenario_charts("s", seeds_of_two(19)).empty());
  const std::vector<SweepChart> charts = scenario_charts("s", seeds_of_two(20));
  REQUIRE(charts.size() == 3);
  CHECK(charts[0].name == "s-agreement");
  CHECK(title_of(charts[1].chart) ==
        "Active-Active loses something under none of 20 seeds, Dynomite under 10 of 20 seeds");
  for (const char* file : {"/scenarios/README.md", "/reports/reading.md"}) {
    std::ostringstream text;
    text << std::ifstream(FAULTLINE_SOURCE_DIR + std::string(file)).rdbuf();
    CHECK_THAT(text.str(), Catch::Contains("twenty seeds"));
  }
}

TEST_CASE("the data of a chart of many seeds are as many points as can be told apart") {
  const std::string csv = scenario_charts("s", seeds_of_two(5'000)).front().csv;
  const auto lines = std::count(csv.begin(), csv.end(), '\n');
  CHECK(lines > 400);
  CHECK(lines < 502);
  CHECK_THAT(csv, Catch::EndsWith("active_active,5000000000000,5000,5000\n"));
}

TEST_CASE("where all seeds agree at once the axis of time still has a length that can be read") {
  SeedLines lines;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SeedLine line{"s", seed, "held"};
    line.engines["active_active"] = {1, 0, 0};
    lines.put(line);
  }
  const std::vector<SweepChart> charts = scenario_charts("s", distribution_of("s", lines));
  const auto& agreement = std::get<reports::TimeChart>(charts.front().chart);
  CHECK(agreement.panels[0].lines[0].points.back().at_ns == 1'000'000);
}

}  // namespace
}  // namespace faultline::scenarios
