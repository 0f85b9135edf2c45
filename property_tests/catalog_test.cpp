// Every scenario of the catalog shows what it says it shows, whatever the seed.

#include "scenarios/catalog.h"

#include <catch2/catch.hpp>
#include <set>

#include "scenarios/expectations.h"
#include "sim/run.h"

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
      CHECK(expectation.verdict == Verdict::kHeld);
    }
}

TEST_CASE("every scenario of the catalog expects something of each engine that it runs") {
  for (const CatalogEntry& entry : entries_of("")) {
    INFO(entry.file);
    REQUIRE(entry.scenario.plan);
    std::set<std::string> expected_of;
    for (const sim::Expectation& expectation : entry.scenario.plan->expectations)
      expected_of.insert(expectation.engine);
    for (const sim::EnginePlan& engine : entry.scenario.plan->engines)
      CHECK(expected_of.contains(engine.name));
  }
}

TEST_CASE("every expectation of the catalog holds for the first seeds") {
  CHECK(entries_of("").size() >= 12);
  for (const char* collection : {"", "monitor"})
    for (const CatalogEntry& entry : entries_of(collection)) check_seeds(entry, 1, 3);
}

TEST_CASE("every expectation of the catalog holds for many more seeds", "[.soak]") {
  for (const char* collection : {"", "monitor"})
    for (const CatalogEntry& entry : entries_of(collection)) check_seeds(entry, 1, 300);
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

}  // namespace
}  // namespace faultline
