// Whole-system properties: under every fault that exists, at once, over many seeds, the engines
// keep what they promise and every issued effect is accounted for.

#include <catch2/catch.hpp>

#include "property_tests/plans.h"
#include "sim/run.h"

namespace faultline {
namespace {

using sim::LedgerClass;
using sim::Verdict;

Verdict verdict_of(const sim::EngineResult& engine, std::string_view check) {
  for (const sim::CheckResult& each : engine.checks)
    if (each.name == check) return each.verdict;
  return Verdict::kUnknown;
}

std::string reasons(const sim::EngineResult& engine) {
  std::string text;
  for (const sim::CheckResult& each : engine.checks)
    text += each.name + ": " + std::string(word(each.verdict)) + ", " + each.reason + "\n";
  return text;
}

void check_engine(const sim::EngineResult& engine) {
  INFO(engine.engine << "\n" << reasons(engine));
  CHECK(verdict_of(engine, "ledger_sum") == Verdict::kHeld);
  if (engine.engine == "dynomite") return;
  CHECK(verdict_of(engine, "quiescent_agreement") == Verdict::kHeld);
  CHECK(verdict_of(engine, "specification") == Verdict::kHeld);
  CHECK(verdict_of(engine, "strong_convergence") == Verdict::kHeld);
  CHECK(engine.converged == true);
  CHECK(engine.ledger->at(LedgerClass::kDuplicated) == 0);
  CHECK(engine.ledger->at(LedgerClass::kResurrected) == 0);
  CHECK(engine.ledger->at(LedgerClass::kDivergedMissing) == 0);
  CHECK(engine.ledger->at(LedgerClass::kDivergedOrder) == 0);
  CHECK(engine.ledger->at(LedgerClass::kLostRepair) == 0);
  if (engine.engine != "active_active") return;
  // Sets never lose to a concurrent write; strings lose values by last write wins only.
  const auto sets = engine.ledger_by_type.find("set");
  REQUIRE(sets != engine.ledger_by_type.end());
  CHECK(sets->second.at(LedgerClass::kLostConcurrent) == 0);
  CHECK(sets->second.at(LedgerClass::kLostInverted) == 0);
  CHECK(sets->second.at(LedgerClass::kLostTie) == 0);
}

TEST_CASE("a storm of every fault leaves no engine with a broken promise") {
  std::map<std::string, std::uint64_t> reached;
  for (std::uint64_t seed = 100; seed < 120; ++seed) {
    INFO("seed " << seed);
    const sim::RunResult result = sim::run(tests::stormy_plan(seed), {});
    REQUIRE(result.engines.size() == 3);
    for (const sim::EngineResult& engine : result.engines) {
      check_engine(engine);
      for (const auto& [mark, count] : engine.marks) reached[engine.engine + " " + mark] += count;
    }
  }
  // The storms are worth their name only if they reach the rare paths.
  for (const char* mark :
       {"active_active partial_sync_resumed", "active_active full_sync_merged",
        "active_active own_effects_returned", "active_active removal_waited_for_its_addition",
        "dynomite dynomite_write_dropped_not_connected",
        "dynomite dynomite_remote_rack_failover"}) {
    INFO(mark);
    CHECK(reached[mark] > 0);
  }
}

TEST_CASE("storms over many more seeds", "[.soak]") {
  for (std::uint64_t seed = 1000; seed < 2000; ++seed) {
    INFO("seed " << seed);
    for (const sim::EngineResult& engine : sim::run(tests::stormy_plan(seed), {}).engines)
      check_engine(engine);
  }
}

}  // namespace
}  // namespace faultline
