#include "scenarios/sweep/doses.h"

#include <catch2/catch.hpp>

#include "scenarios/catalog.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/text_file.h"

namespace faultline::scenarios {
namespace {

sim::Plan field_plan(const std::string& name) {
  const std::string file = default_catalog() + "/field/" + name + ".json";
  const LoadedScenario loaded = load_scenario(*read_text_file(file).text, file);
  REQUIRE(loaded.plan.has_value());
  return *loaded.plan;
}

TEST_CASE("scenarios that differ in their clocks alone are one family, each with its offset") {
  const Dose none = clock_dose(field_plan("clocks-apart-0s"));
  const Dose second = clock_dose(field_plan("clocks-apart-1s"));
  CHECK(none.ns == 0);
  CHECK(second.ns == 1'000'000'000);
  CHECK(none.family == second.family);
  CHECK(clock_dose(field_plan("clocks-apart-10s")).family == second.family);
  CHECK(clock_dose(field_plan("cut-of-1s")).family != second.family);
  // They differ in more than their partitions: of these they have none.
  CHECK(partition_dose(field_plan("clocks-apart-1s"))->family !=
        partition_dose(field_plan("clocks-apart-10s"))->family);
}

TEST_CASE("a clock that is behind counts as far off as one that is ahead") {
  sim::Plan plan = field_plan("clocks-apart-1s");
  plan.faults[0].parameters["offset"] = {engine::Duration(-3)};
  CHECK(clock_dose(plan).ns == 3);
}

TEST_CASE("the longest partition counts, and one that lasts until the end has no length") {
  sim::Plan plan = field_plan("cut-of-5s");
  const std::optional<Dose> five = partition_dose(plan);
  REQUIRE(five.has_value());
  CHECK(five->ns == 5'000'000'000);
  CHECK(partition_dose(field_plan("cut-of-20s"))->family == five->family);
  plan.faults.push_back(plan.faults[0]);
  plan.faults[1].lasts = engine::Duration(7);
  CHECK(partition_dose(plan) == five);
  plan.faults[1].lasts.reset();
  CHECK_FALSE(partition_dose(plan).has_value());
}

}  // namespace
}  // namespace faultline::scenarios
