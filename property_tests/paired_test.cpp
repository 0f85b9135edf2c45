// Paired runs: all engines meet identical intents at identical times and identical faults, and one
// more draw in one stream changes nothing anywhere else.

#include <catch2/catch.hpp>

#include "property_tests/plans.h"
#include "scenarios/loader/loader.h"
#include "sim/load.h"
#include "sim/network/topology.h"
#include "sim/network/weather.h"
#include "sim/run.h"

namespace faultline {
namespace {

bool same_intents(const sim::EngineResult& a, const sim::EngineResult& b) {
  if (a.history.size() != b.history.size()) return false;
  for (std::size_t i = 0; i < a.history.size(); ++i) {
    const sim::OperationRecord& left = a.history[i];
    const sim::OperationRecord& right = b.history[i];
    if (left.operation != right.operation || left.invoke_ns != right.invoke_ns ||
        left.client != right.client || left.dc != right.dc || left.command != right.command)
      return false;
  }
  return true;
}

TEST_CASE("all engines receive identical intents at identical times") {
  const sim::RunResult result = sim::run(tests::stormy_plan(3), {});
  REQUIRE(result.engines.size() == 3);
  REQUIRE(result.engines[0].history.size() > 500);
  CHECK(same_intents(result.engines[0], result.engines[1]));
  CHECK(same_intents(result.engines[0], result.engines[2]));
}

TEST_CASE("an engine's run does not depend on which other engines run") {
  const sim::Plan plan = tests::stormy_plan(4);
  const sim::RunResult all = sim::run(plan, {});
  for (const sim::EngineResult& engine : all.engines) {
    sim::RunOptions alone;
    alone.engines = {engine.engine};
    const sim::RunResult single = sim::run(plan, alone);
    REQUIRE(single.engines.size() == 1);
    CHECK(single.engines[0].fingerprint == engine.fingerprint);
  }
}

TEST_CASE("one more client changes no intent of the others") {
  sim::Plan plan = tests::stormy_plan(5);
  const sim::Topology topology(plan.topology);
  const sim::Load before = sim::draw_load(plan, topology.machines());
  // Twice the clients at twice the rate: each old client keeps its own pace.
  auto& workload = std::get<sim::WorkloadPlan>(plan.load).parameters;
  const auto rate = engine::get<engine::Duration>(workload, "rate");
  workload["clients_per_datacenter"].value = std::int64_t{6};
  workload["rate"].value = engine::Duration(rate.count() / 2);
  const sim::Load after = sim::draw_load(plan, topology.machines());
  // Clients 0, 1, 2 of the first data center are the first three in both loads.
  for (std::uint32_t client = 0; client < 3; ++client) {
    std::vector<engine::Duration> times[2];
    const sim::Load* loads[2] = {&before, &after};
    for (int i = 0; i < 2; ++i)
      for (const sim::Arrival& arrival : loads[i]->arrivals)
        if (arrival.client == client) times[i].push_back(arrival.at.time_since_epoch());
    CHECK(times[0].size() > 20);
    CHECK(times[0] == times[1]);
  }
}

TEST_CASE(
    "one more message in one millisecond changes the weather of no other and of no other link") {
  sim::Weather calm(9);
  sim::Weather busy(9);
  const auto at = [](int ms) { return engine::Instant(std::chrono::milliseconds(ms)); };
  CHECK(calm.draw(1, at(10)) == busy.draw(1, at(10)));
  static_cast<void>(busy.draw(1, at(10)));
  CHECK(calm.draw(1, at(11)) == busy.draw(1, at(11)));
  CHECK(calm.draw(2, at(10)) == busy.draw(2, at(10)));
}

TEST_CASE("all engines meet identical faults at identical times") {
  // The same cut from 1 s to 3 s: the clients of every engine see answers before and after.
  const sim::Plan plan = tests::plan_of(R"({
    "purpose": "A machine is off for two seconds.",
    "topology": { "datacenters": { "eu": { "racks": { "a": 1 } } } },
    "engines": { "active_active": {}, "last_write_wins": {}, "dynomite": {} },
    "script": [
      { "at": "900ms", "datacenter": "eu", "client": "c1", "command": ["INCR", "n"] },
      { "at": "1500ms", "datacenter": "eu", "client": "c1", "command": ["INCR", "n"] },
      { "at": "60s", "datacenter": "eu", "client": "c1", "command": ["INCR", "n"] } ],
    "faults": [ { "at": "1s", "for": "2s", "kind": "crash", "hosts": ["eu/a/0"] } ],
    "quiesce": "20s" })");
  const sim::RunResult result = sim::run(plan, {});
  REQUIRE(result.engines.size() == 3);
  for (const sim::EngineResult& engine : result.engines) {
    INFO(engine.engine);
    CHECK(engine.history[0].outcome == engine::output::Outcome::kOk);
    CHECK(engine.history[1].outcome != engine::output::Outcome::kOk);
    CHECK(engine.history[2].outcome == engine::output::Outcome::kOk);
  }
}

}  // namespace
}  // namespace faultline
