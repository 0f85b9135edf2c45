// A plan that broke a promise can be run again by anybody.
#include "property_tests/counterexamples.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "property_tests/plans.h"
#include "scenarios/loader/loader.h"
#include "sim/run.h"

namespace faultline {
namespace {

TEST_CASE("a counterexample is a scenario file that takes the same course") {
  const sim::Plan plan = tests::stormy_plan(3);
  const std::string folder =
      (std::filesystem::temp_directory_path() / "faultline-counterexamples").string();
  const auto loaded = scenarios::load_scenario_file(tests::write_counterexample(plan, folder));
  std::filesystem::remove_all(folder);
  REQUIRE(loaded.plan);
  sim::RunOptions options;
  options.checks = std::vector<std::string>();
  const sim::RunResult before = sim::run(plan, options);
  const sim::RunResult after = sim::run(*loaded.plan, options);
  REQUIRE(after.engines.size() == before.engines.size());
  for (std::size_t i = 0; i < before.engines.size(); ++i)
    CHECK(after.engines[i].fingerprint == before.engines[i].fingerprint);
}

}  // namespace
}  // namespace faultline
