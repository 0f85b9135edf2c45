// Under every kind of fault, alone and in swarms, the engines keep what they promise, every issued
// effect is accounted for, and the fault does something.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "property_tests/counterexamples.h"
#include "property_tests/plans.h"
#include "property_tests/promises_fixture.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/faults/swarm.h"

namespace faultline {
namespace {

using std::chrono::seconds;

bool can(const sim::EnginePlan& engine, const sim::FaultKind& fault) {
  return sim::find_engine(engine.name)->capable(fault.needs, engine.options);
}

tests::Excuses excuses_of(const sim::Plan& plan) {
  const bool retries =
      std::any_of(plan.faults.begin(), plan.faults.end(),
                  [](const sim::FaultPlan& fault) { return fault.kind == "client_retry"; });
  return {.retries = retries, .crashes = true};
}

// Whether some engine of some seed felt the fault; none could answer it: nothing to feel.
bool felt_alone(const sim::FaultKind& kind) {
  std::uint64_t felt = 0;
  bool answered = false;
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    INFO(kind.name << ", seed " << seed);
    sim::Plan plan = tests::mixed_plan(seed);
    std::erase_if(plan.engines, [&](const auto& engine) { return !can(engine, kind); });
    if (plan.engines.empty()) continue;
    answered = true;
    engine::Prng random(seed);
    plan.faults = {{std::string(kind.name), seconds(1), seconds(3),
                    kind.draw(sim::Topology(plan.topology), random)}};
    const tests::Counterexample kept(plan);
    for (const sim::EngineResult& engine : sim::run(plan, {}).engines) {
      tests::check_promises(engine, excuses_of(plan));
      felt += engine.marks.at(sim::mark_of_fault(kind.name));
    }
  }
  return felt > 0 || !answered;
}

TEST_CASE("every kind of fault is felt, and alone breaks no promise") {
  for (const sim::FaultKind& kind : sim::fault_kinds()) {
    INFO(kind.name);
    if (kind.draw != nullptr) CHECK(felt_alone(kind));
  }
}

void check_swarm(std::uint64_t seed, std::map<std::string, std::uint64_t>& felt) {
  sim::Plan plan = tests::mixed_plan(seed);
  plan.faults = {{"swarm", seconds(0), std::nullopt, {{"most", {std::int64_t{8}}}}}};
  sim::draw_swarms(plan);
  INFO("seed " << seed);
  for (const sim::FaultPlan& fault : plan.faults) UNSCOPED_INFO(fault.kind);
  const tests::Counterexample kept(plan);
  for (const sim::EngineResult& engine : sim::run(plan, {}).engines) {
    tests::check_promises(engine, excuses_of(plan));
    for (const auto& [mark, count] : engine.marks) felt[mark] += count;
  }
}

TEST_CASE("swarms of faults leave no engine with a broken promise") {
  std::map<std::string, std::uint64_t> felt;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) check_swarm(seed, felt);
}

TEST_CASE("many more swarms, in which every kind that can be drawn is felt", "[.soak]") {
  std::map<std::string, std::uint64_t> felt;
  for (std::uint64_t seed = 1000; seed < 3000; ++seed) check_swarm(seed, felt);
  for (const sim::FaultKind& kind : sim::fault_kinds()) {
    if (kind.draw == nullptr || !kind.needs.empty()) continue;
    INFO(kind.name);
    CHECK(felt[sim::mark_of_fault(kind.name)] > 0);
  }
}

}  // namespace
}  // namespace faultline
