// Whole-system properties: under every fault that exists, at once, over many seeds, the engines
// keep what they promise and every issued effect is accounted for.

#include <catch2/catch.hpp>

#include "property_tests/counterexamples.h"
#include "property_tests/plans.h"
#include "property_tests/promises_fixture.h"
#include "sim/run.h"

namespace faultline {
namespace {

TEST_CASE("a storm of every fault leaves no engine with a broken promise") {
  std::map<std::string, std::uint64_t> reached;
  for (std::uint64_t seed = 100; seed < 120; ++seed) {
    INFO("seed " << seed);
    const sim::Plan plan = tests::stormy_plan(seed);
    const tests::Counterexample kept(plan);
    const sim::RunResult result = sim::run(plan, {});
    REQUIRE(result.engines.size() == 3);
    for (const sim::EngineResult& engine : result.engines) {
      tests::check_promises(engine);
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

// The storm on Active-Active with causal consistency.
sim::Plan causal_storm(std::uint64_t seed) {
  sim::Plan plan = tests::stormy_plan(seed);
  std::erase_if(plan.engines,
                [](const sim::EnginePlan& engine) { return engine.name != "active_active"; });
  plan.engines.at(0).options["causal_consistency"] = {true};
  return plan;
}

TEST_CASE("a storm of every fault leaves causal order intact where it is promised") {
  for (std::uint64_t seed = 200; seed < 210; ++seed) {
    INFO("seed " << seed);
    const sim::Plan plan = causal_storm(seed);
    const tests::Counterexample kept(plan);
    const sim::RunResult result = sim::run(plan, {});
    const sim::EngineResult& engine = result.engines.at(0);
    tests::check_promises(engine);
    CHECK(tests::verdict_of(engine, "causal_delivery") == sim::Verdict::kHeld);
    CHECK(engine.marks.contains("update_relayed"));
  }
}

TEST_CASE("storms over many more seeds", "[.soak]") {
  for (std::uint64_t seed = 1000; seed < 2000; ++seed) {
    INFO("seed " << seed);
    const sim::Plan plan = tests::stormy_plan(seed);
    const tests::Counterexample kept(plan);
    for (const sim::EngineResult& engine : sim::run(plan, {}).engines)
      tests::check_promises(engine);
  }
}

}  // namespace
}  // namespace faultline
