#include "scenarios/semantics/claims.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "scenarios/catalog.h"
#include "scenarios/loader/result_paths.h"
#include "scenarios/program_fixture.h"
#include "scenarios/semantics/field_facts.h"
#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

const LoadedScenario* scenario_of(const std::vector<CatalogEntry>& catalog, std::string_view name) {
  for (const CatalogEntry& entry : catalog)
    if (entry.collection.empty() && entry.scenario.plan && entry.scenario.plan->name == name)
      return &entry.scenario;
  return nullptr;
}

}  // namespace

TEST_CASE("every claim names a scenario of the catalog that runs its engine") {
  const std::vector<CatalogEntry> catalog = read_catalog(default_catalog());
  for (const Claim& claim : claims()) {
    INFO(claim.scenario);
    const LoadedScenario* scenario = scenario_of(catalog, claim.scenario);
    REQUIRE(scenario != nullptr);
    const auto& engines = scenario->plan->engines;
    CHECK(std::any_of(engines.begin(), engines.end(),
                      [&](const sim::EnginePlan& each) { return each.name == claim.engine; }));
  }
}

TEST_CASE("no scenario is named twice for one engine, and engines come one after the other") {
  std::set<std::pair<std::string_view, std::string_view>> named;
  std::set<std::string_view> ended;
  std::string_view engine;
  for (const Claim& claim : claims()) {
    CHECK(named.emplace(claim.engine, claim.scenario).second);
    if (claim.engine != engine) CHECK(ended.insert(claim.engine).second);
    engine = claim.engine;
  }
}

TEST_CASE("every fact of the field names a scenario that runs its engine, and why figures differ") {
  for (const FieldFact& fact : field_facts()) {
    INFO(fact.claim.scenario);
    const LoadedScenario loaded =
        load_scenario_file(default_catalog() + "/" + std::string(fact.claim.scenario) + ".json");
    REQUIRE(loaded.plan);
    const auto& engines = loaded.plan->engines;
    CHECK(std::any_of(engines.begin(), engines.end(),
                      [&](const sim::EnginePlan& each) { return each.name == fact.claim.engine; }));
    CHECK_FALSE(fact.published.empty());
    CHECK_FALSE(fact.difference.empty());
  }
}

TEST_CASE("the facts of the field have one line each on the page, and hold") {
  const Ended outcome = program({"semantics", "--engine", "last_write_wins"});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.find("What the field knows") != std::string::npos);
  for (const FieldFact& fact : field_facts())
    if (fact.claim.engine == "last_write_wins")
      CHECK(outcome.out.find("`" + std::string(fact.claim.scenario) + "` held") !=
            std::string::npos);
}

TEST_CASE("a claim tells the figures of its run") {
  sim::EngineResult result;
  result.operations.ok = 3;
  result.differing_keys = 2;
  const Claim claim{"e", "", "", "{differing_keys} of {operations.ok} differ", ""};
  CHECK(told(claim, result) == "2 of 3 differ");
}

TEST_CASE("the page of an engine has one line a claim, and all of its scenarios hold") {
  const Ended outcome = program({"semantics", "--engine", "dynomite"});
  CHECK(outcome.exit_code == 0);
  std::size_t lines = 0;
  for (const Claim& claim : claims()) {
    if (claim.engine != "dynomite") continue;
    ++lines;
    CHECK(outcome.out.find("`" + std::string(claim.scenario) + "` held") != std::string::npos);
  }
  CHECK(lines >= 15);
}

TEST_CASE("an engine without claims is a wrong word") {
  const Ended outcome = program({"semantics", "--engine", "dynamite"});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("did you mean \"dynomite\"") != std::string::npos);
}

}  // namespace faultline::scenarios
