// Rare paths: each is taken somewhere, none breaks a promise, and where they are shut they change
// nothing.
#include <catch2/catch.hpp>
#include <map>

#include "property_tests/counterexamples.h"
#include "property_tests/plans.h"
#include "property_tests/promises_fixture.h"
#include "sim/run.h"

namespace faultline {
namespace {

using engine::kMillion;
using engine::Ratio;

// Every path open, everywhere, for the whole load.
sim::Plan buggified_plan(std::uint64_t seed, Ratio chance) {
  sim::Plan plan = tests::mixed_plan(seed);
  engine::Names everywhere;
  for (const sim::DatacenterPlan& datacenter : plan.topology.datacenters)
    everywhere.push_back(datacenter.name);
  plan.faults = {{"buggify",
                  std::chrono::seconds(0),
                  std::chrono::seconds(6),
                  {{"hosts", {everywhere}}, {"points", {Ratio{kMillion}}}, {"chance", {chance}}}}};
  return plan;
}

TEST_CASE("every rare path is taken, and none breaks a promise") {
  std::map<std::string, std::uint64_t> taken;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    INFO("seed " << seed);
    const sim::Plan plan = buggified_plan(seed, Ratio{kMillion / 10});
    const tests::Counterexample kept(plan);
    for (const sim::EngineResult& engine : sim::run(plan, {}).engines) {
      tests::check_promises(engine);
      for (const auto& [mark, count] : engine.marks) taken[mark] += count;
    }
  }
  for (const engine::BuggifyPointKind& kind : engine::buggify_points()) {
    INFO(kind.mark);
    CHECK(taken[kind.mark] > 0);
  }
}

TEST_CASE("paths that are open but never taken change no reply") {
  const sim::RunOptions options{};
  const auto shut = sim::run(tests::mixed_plan(5), options);
  const auto open = sim::run(buggified_plan(5, Ratio{0}), options);
  REQUIRE(shut.engines.size() == open.engines.size());
  for (std::size_t i = 0; i < shut.engines.size(); ++i) {
    const auto& before = shut.engines[i].history;
    const auto& after = open.engines[i].history;
    REQUIRE(before.size() == after.size());
    for (std::size_t k = 0; k < before.size(); ++k) {
      CHECK(before[k].return_ns == after[k].return_ns);
      CHECK(before[k].reply == after[k].reply);
    }
    CHECK(open.engines[i].marks.at("fault_buggify") == 0);
  }
}

}  // namespace
}  // namespace faultline
