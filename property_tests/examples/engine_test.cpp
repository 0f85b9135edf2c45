// How to add an engine, as a program: one process a data center (mirror.h), which runs commands on
// a plain Redis and sends each write on to the others as text. What a peer does not take is
// dropped. In the product it would be engine/mirrors/, with `EngineKind mirrors_engine()` and its
// line in sim/engines.cpp; workloads, faults, checks, reports and scenarios then know it by
// themselves.
#include <catch2/catch.hpp>

#include "engine/clients/simple_client.h"
#include "engine/ports/deployment.h"
#include "property_tests/examples/mirror.h"
#include "property_tests/plans.h"
#include "sim/run.h"

namespace faultline {
namespace {

using namespace engine;
using examples::Mirror;

// Lays the engine onto the machines of a scenario: here the first of each data center.
Deployment deploy_mirrors(std::span<const Machine> machines, const ParameterValues&,
                          std::uint32_t /*databases*/) {
  std::vector<Machine> chosen;
  for (const Machine& machine : machines)
    if (chosen.empty() || chosen.back().datacenter != machine.datacenter) chosen.push_back(machine);
  std::vector<ProcessId> all;
  for (std::uint32_t i = 0; i < chosen.size(); ++i) all.emplace_back(i);
  Deployment deployment;
  deployment.arbitration = Arbitration::kArrivalOrder;
  for (const ProcessId self : all) {
    std::vector<ProcessId> peers = all;
    std::erase(peers, self);
    const Machine& machine = chosen[self.value()];
    deployment.placements.push_back(
        {self, machine.host, "mirror", machine.name() + "/mirror", true,
         [self, peers] { return std::make_unique<Mirror>(self, peers); }});
  }
  deployment.replicas_of = [all](const Bytes&, Port) { return all; };
  deployment.endpoints = [](DatacenterId datacenter, HostId, Port) {
    return std::vector<Endpoint>{ProcessId(datacenter.value())};
  };
  deployment.make_client = [](DatacenterId datacenter, HostId, Port) {
    return make_simple_client({ProcessId(datacenter.value())});
  };
  return deployment;
}

EngineKind mirrors() {
  return {.name = "mirrors",
          .summary = "one plain Redis a data center; writes are sent on as text, once",
          .parameters = {},
          .deploy = deploy_mirrors,
          .promises = {"ledger_sum"},
          .roles = {"mirror"},
          .marks = {}};
}

// ---- what holds of it

sim::EngineResult run_mirrors(const std::string& faults, const std::string& carts = "50",
                              const std::string& items = "1000") {
  const sim::Plan plan = tests::plan_of(R"({
    "purpose": "Carts on two mirrors.",
    "topology": { "datacenters": { "eu": { "racks": { "a": 1 } }, "us": { "racks": { "a": 2 } } } },
    "engines": { "dynomite": {} },
    "workload": { "kind": "shopping_cart", "rate": "50/s", "for": "10s",
                  "keys": { "kind": "uniform", "count": )" +
                                        carts + R"( }, "items": )" + items + R"( },
    "faults": [)" + faults + R"(], "quiesce": "10s" })");
  return sim::run_engine(plan, mirrors(), {}, {}).engines.at(0);
}

sim::Verdict verdict_on(const sim::EngineResult& result, std::string_view check) {
  for (const sim::CheckResult& each : result.checks)
    if (each.name == check) return each.verdict;
  return sim::Verdict::kUnknown;
}

TEST_CASE("mirrors answer every client, and every update has its class") {
  const sim::EngineResult result = run_mirrors("");
  CHECK(result.operations.issued > 400);
  CHECK(result.operations.ok == result.operations.issued);
  CHECK(verdict_on(result, "ledger_sum") == sim::Verdict::kHeld);
  CHECK(result.ledger->at(sim::LedgerClass::kKept) > 100);
}

TEST_CASE(
    "what changes nothing at a mirror, since another write did the same, has come there, too") {
  const sim::EngineResult crowded = run_mirrors("", "2", "3");
  CHECK(crowded.ledger->at(sim::LedgerClass::kNoEffect) > 0);
  CHECK(verdict_on(crowded, "eventual_delivery") == sim::Verdict::kHeld);
}

TEST_CASE("mirrors never mend what a cut has dropped, and the report says so") {
  const sim::EngineResult result = run_mirrors(
      R"({ "at": "3s", "for": "2s", "kind": "partition", "groups": [["eu"], ["us"]] })");
  CHECK(verdict_on(result, "ledger_sum") == sim::Verdict::kHeld);
  CHECK(result.ledger->at(sim::LedgerClass::kDivergedMissing) > 10);
  CHECK(result.lost() > run_mirrors("").lost());
  CHECK(result.converged == false);
}

}  // namespace
}  // namespace faultline
