// Every scenario of the catalog shows what it says it shows, whatever the seed.

#include "scenarios/catalog.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/expectations.h"
#include "sim/run.h"
#include "sim/search/smaller_plans.h"

namespace faultline {
namespace {

using scenarios::CatalogEntry;
using sim::Verdict;

std::vector<CatalogEntry> entries_of(const std::string& collection) {
  std::vector<CatalogEntry> entries;
  for (CatalogEntry& entry : scenarios::read_catalog(scenarios::default_catalog()))
    if (entry.collection == collection) entries.push_back(std::move(entry));
  return entries;
}

std::vector<reports::ExpectationResult> judged(const CatalogEntry& entry, std::uint64_t seed) {
  const sim::Plan plan = scenarios::plan_for_seed(*entry.scenario.plan, seed);
  return scenarios::judge(plan, sim::run(plan, {}), {});
}

void check_seeds(const CatalogEntry& entry, std::uint64_t first, std::uint64_t last) {
  REQUIRE(entry.scenario.plan);
  for (std::uint64_t seed = first; seed <= last; ++seed)
    for (const reports::ExpectationResult& expectation : judged(entry, seed)) {
      INFO(entry.file << ", seed " << seed << ": " << expectation.path << " "
                      << expectation.expected << ", seen " << expectation.seen);
      const bool of_explore = expectation.path.ends_with(".outcomes");
      CHECK(expectation.verdict == (of_explore ? Verdict::kNotApplicable : Verdict::kHeld));
    }
}

TEST_CASE("every scenario of the catalog expects something of each engine that it runs") {
  std::vector<CatalogEntry> all = entries_of("");
  for (CatalogEntry& incident : entries_of("incidents")) all.push_back(std::move(incident));
  for (const CatalogEntry& entry : all) {
    INFO(entry.file);
    REQUIRE(entry.scenario.plan);
    std::set<std::string> expected_of;
    for (const sim::Expectation& expectation : entry.scenario.plan->expectations)
      expected_of.insert(expectation.engine);
    for (const sim::EnginePlan& engine : entry.scenario.plan->engines)
      CHECK(expected_of.contains(engine.name));
  }
}

// A seed a test: with sanitizers all of them take minutes.
TEMPLATE_TEST_CASE_SIG("every expectation of the catalog holds for the first seeds", "",
                       ((int kSeed), kSeed), 1, 2, 3) {
  CHECK(entries_of("").size() >= 12);
  for (const char* collection : {"", "explore", "monitor"})
    for (const CatalogEntry& entry : entries_of(collection)) check_seeds(entry, kSeed, kSeed);
}

TEST_CASE("what the engines would have lost in real incidents is what their scenarios say") {
  CHECK(entries_of("incidents").size() >= 10);
  for (const CatalogEntry& entry : entries_of("incidents")) check_seeds(entry, 1, 1);
}

TEST_CASE("what the field knows shows in its scenarios") {
  CHECK(entries_of("field").size() >= 10);
  for (const CatalogEntry& entry : entries_of("field")) check_seeds(entry, 1, 1);
}

TEST_CASE("every expectation of the catalog holds for many more seeds", "[.soak]") {
  for (const char* collection : {"", "explore", "monitor"})
    for (const CatalogEntry& entry : entries_of(collection)) check_seeds(entry, 1, 300);
  for (const char* collection : {"incidents", "field"})
    for (const CatalogEntry& entry : entries_of(collection)) check_seeds(entry, 1, 100);
}

TEST_CASE("an incident names its source, what is fact and what was invented") {
  for (const CatalogEntry& entry : entries_of("incidents")) {
    INFO(entry.file);
    std::ostringstream text;
    text << std::ifstream(entry.file).rdbuf();
    for (const char* part : {"Source: ", "// Fact: ", "// Invented: "})
      CHECK(text.str().find(part) != std::string::npos);
  }
}

TEST_CASE("a canary fails, whatever the seed") {
  const std::vector<CatalogEntry> canaries = entries_of("canary");
  CHECK_FALSE(canaries.empty());
  for (const CatalogEntry& entry : canaries)
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      INFO(entry.file << ", seed " << seed);
      CHECK(scenarios::outcome_of(scenarios::count(judged(entry, seed))) == "failed");
    }
}

// Made small by `faultline minimize`: under its own seed each shows what it was kept for.
TEST_CASE("every regression shows the finding that it names, and is small") {
  const std::vector<CatalogEntry> entries = entries_of("regressions");
  CHECK(entries.size() >= 15);
  std::set<std::string> findings;
  for (const CatalogEntry& entry : entries) {
    INFO(entry.file);
    REQUIRE(entry.scenario.plan);
    const sim::Plan& plan = *entry.scenario.plan;
    REQUIRE(plan.shows);
    CHECK(findings.insert(*plan.shows).second);
    CHECK(sim::size_of(plan).commands <= 12);
    CHECK(sim::size_of(plan).faults <= 3);
    const sim::RunResult result = sim::run(plan, {});
    bool shown = false;
    for (const sim::EngineResult& engine : result.engines)
      for (const sim::Finding& finding : engine.findings) shown |= finding.id == *plan.shows;
    CHECK(shown);
    for (const reports::ExpectationResult& each : scenarios::judge(plan, result, {}))
      CHECK(each.verdict == Verdict::kHeld);
  }
}

}  // namespace
}  // namespace faultline
