// Applications with a database each on one cluster: what their clients ask, and that it stays
// apart.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "property_tests/plans.h"
#include "sim/load.h"
#include "sim/network/topology.h"
#include "sim/run.h"

namespace faultline {
namespace {

sim::Plan plan_with(int databases, const std::string& kind = "read_modify_write") {
  return tests::plan_of(R"({
    "purpose": "databases side by side",
    "topology": {
      "datacenters": { "eu": { "racks": { "a": 2 } }, "us": { "racks": { "a": 2 } } },
      "links": [ { "between": ["eu", "us"],
                   "latency": { "kind": "constant", "value": "20ms" } } ] },
    "engines": { "active_active": {}, "dynomite": {}, "last_write_wins": {} },
    "workload": { "kind": ")" +
                        kind + R"(", "clients_per_datacenter": 6, "rate": "200/s",
                  "databases": )" +
                        std::to_string(databases) + R"(,
                  "keys": { "kind": "uniform", "count": 3 }, "for": "5s" },
    "faults": [ { "at": "1s", "for": "2s", "kind": "partition", "groups": [["eu"], ["us"]] } ],
    "quiesce": "20s" })");
}

TEST_CASE("clients of a data center take the databases in turn, and name the keys of their own") {
  const sim::Plan plan = plan_with(3);
  const sim::Load load = sim::draw_load(plan, sim::Topology(plan.topology).machines());
  std::map<std::string, std::set<std::uint32_t>> clients;
  for (const sim::Arrival& arrival : load.arrivals) {
    const engine::Bytes& key = arrival.command[1];
    clients[std::string(key.view().substr(0, 4))].insert(arrival.client);
    CHECK(load.database_of(key) == load.clients[arrival.client].database);
  }
  CHECK(clients == std::map<std::string, std::set<std::uint32_t>>{
                       {"db0:", {0, 3, 6, 9}}, {"db1:", {1, 4, 7, 10}}, {"db2:", {2, 5, 8, 11}}});
}

TEST_CASE("more databases change neither when clients ask nor what for, but for the names") {
  const sim::Plan one = plan_with(1);
  const sim::Plan three = plan_with(3);
  const std::vector<engine::Machine> machines = sim::Topology(one.topology).machines();
  const sim::Load alone = sim::draw_load(one, machines);
  const sim::Load together = sim::draw_load(three, machines);
  REQUIRE(alone.arrivals.size() == together.arrivals.size());
  for (std::size_t i = 0; i < alone.arrivals.size(); ++i) {
    CHECK(alone.arrivals[i].at == together.arrivals[i].at);
    CHECK(std::string(together.arrivals[i].command[1].view()).substr(4) ==
          alone.arrivals[i].command[1].view());
  }
}

TEST_CASE("each database has a first client of its own, who delivers what its others sell") {
  const sim::Plan plan = plan_with(3, "inventory");
  std::set<std::string> delivered;
  for (const sim::Arrival& arrival :
       sim::draw_load(plan, sim::Topology(plan.topology).machines()).arrivals)
    if (arrival.command[0] == engine::Bytes("SET"))
      delivered.emplace(arrival.command[1].view().substr(0, 4));
  CHECK(delivered == std::set<std::string>{"db0:", "db1:", "db2:"});
}

TEST_CASE("every engine runs several databases, and what it promises holds in each") {
  const sim::RunResult result = sim::run(plan_with(3), {});
  REQUIRE(result.engines.size() == 3);
  for (const sim::EngineResult& engine : result.engines) {
    INFO(engine.engine);
    CHECK(engine.operations.issued > 500);
    for (const sim::CheckResult& check : engine.checks)
      if (check.name == "ledger_sum") CHECK(check.verdict == sim::Verdict::kHeld);
  }
  CHECK(result.engines[0].converged == true);
}

}  // namespace
}  // namespace faultline
