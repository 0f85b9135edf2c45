#include "scenarios/loader/loader.h"

#include <catch2/catch.hpp>
#include <map>

#include "engine/ports/parameter.h"
#include "scenarios/catalog.h"
#include "scenarios/loader/result_paths.h"
#include "scenarios/loader/sha256.h"
#include "sim/faults/fault.h"

using namespace faultline::scenarios;
using faultline::engine::Duration;
namespace sim = faultline::sim;
namespace engine = faultline::engine;

namespace {

const std::string kFull = R"({
  // Comments are allowed.
  "purpose": "Two carts filled on both sides of a cut: who loses goods?",
  "seed": "18446744073709551615",
  "topology": {
    "datacenters": { "us-east": { "racks": { "b": 1, "a": 2 } },
                     "eu-west": { "racks": { "a": 1 } } },
    "links": [ { "between": ["us-east", "eu-west"], "bandwidth": "102400KiB/s",
                 "latency": { "kind": "lognormal", "median": "40ms", "p99": "65ms" } } ] },
  "engines": { "last_write_wins": {}, "active_active": { "causal_consistency": false },
               "dynomite": {} },
  "workload": { "kind": "shopping_cart", "clients_per_datacenter": 8, "rate": "500/s",
                "keys": { "kind": "zipf", "count": 1000, "exponent": "1" }, "for": "20s" },
  "faults": [ { "at": "5s", "for": "8000ms", "kind": "partition", "mode": "refused",
                "groups": [["us-east/a"], ["eu-west"]] },
              { "at": "1s", "kind": "crash", "hosts": ["us-east/a/1"] } ],
  "quiesce": "60s",
  "expect": { "active_active": { "converged": true, "lost": "==0",
                                 "checks": { "ledger_sum": "held" },
                                 "latency_ns.us-east.p99": "< 1500ms" },
              "dynomite": { "converged": false, "availability_ppm.eu-west": ">= 99.9%" },
              "marks": ["effect_applied_remotely"] },
  "shows": "0123456789ab" })";

const std::string kScript = R"({
  "purpose": "A literal script.",
  "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } },
                                 "c": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {} },
  "script": [
    { "at": "2s", "datacenter": "b", "client": "c2", "host": "b/r/0", "command": ["GET", "k"] },
    { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SET", "k", {"base64": "/wE="}] },
    { "at": "1s", "datacenter": "c", "client": "c3", "command": ["SET", "ключ", ""] } ] })";

sim::Plan load(const std::string& text) {
  const LoadedScenario loaded = load_scenario(text, "folder/my-name.json");
  for (const InputError& error : loaded.errors) UNSCOPED_INFO(to_line(error));
  REQUIRE(loaded.plan.has_value());
  return *loaded.plan;
}

}  // namespace

TEST_CASE("a scenario becomes a plan with every default filled in") {
  const sim::Plan plan = load(kFull);
  CHECK(plan.name == "my-name");
  CHECK(plan.seed == UINT64_MAX);
  REQUIRE(plan.topology.datacenters.size() == 2);
  CHECK(plan.topology.datacenters[0].name == "eu-west");
  CHECK(plan.topology.datacenters[1].racks[0].name == "a");
  CHECK(plan.topology.datacenters[1].racks[0].hosts == 2);
  REQUIRE(plan.topology.links.size() == 1);
  CHECK(plan.topology.links[0].from == "eu-west");
  CHECK(plan.topology.links[0].bandwidth == 104'857'600);
  REQUIRE(plan.engines.size() == 3);
  CHECK(plan.engines[0].name == "active_active");
  const auto& workload = std::get<sim::WorkloadPlan>(plan.load);
  CHECK(engine::get<Duration>(workload.parameters, "rate") == std::chrono::milliseconds(2));
  REQUIRE(plan.faults.size() == 2);
  CHECK(plan.faults[0].lasts == Duration(std::chrono::seconds(8)));
  CHECK_FALSE(plan.faults[1].lasts.has_value());
  CHECK(engine::get<Duration>(plan.faults[0].parameters, "stall_reset") ==
        std::chrono::seconds(120));
  CHECK(plan.shows == "0123456789ab");
  CHECK(plan.expected_marks == std::vector<std::string>{"effect_applied_remotely"});
}

TEST_CASE("expectations keep the order of the file, and an engine without any gets its promises") {
  const sim::Plan plan = load(kFull);
  std::map<std::string, std::vector<std::string>> lines;
  for (const sim::Expectation& each : plan.expectations)
    lines[each.engine].push_back(each.path + " " + each.text);
  CHECK(lines["active_active"] == std::vector<std::string>{"converged true", "lost == 0",
                                                           "checks.ledger_sum held",
                                                           "latency_ns.us-east.p99 < 1500ms"});
  CHECK(lines["dynomite"] ==
        std::vector<std::string>{"converged false", "availability_ppm.eu-west >= 99.9%"});
  CHECK(lines["last_write_wins"] ==
        std::vector<std::string>{"checks.quiescent_agreement held", "checks.ledger_sum held"});
}

TEST_CASE("bounds are read in the unit of what they bound") {
  const auto value = [](const std::string& text, Measure measure) {
    return parse_bound(text, measure).bound.value().value;
  };
  CHECK(value("< 1500ms", Measure::kDuration) == 1'500'000'000);
  CHECK(value(">=99.9%", Measure::kRatio) == 999'000);
  CHECK(value("!= 3", Measure::kCount) == 3);
  CHECK_FALSE(parse_bound("< 5", Measure::kDuration).bound.has_value());
  CHECK_FALSE(parse_bound("< 5s", Measure::kCount).bound.has_value());
}

TEST_CASE("a script is sorted by time, steps of one time stay in order") {
  const sim::Plan plan = load(kScript);
  const auto& script = std::get<sim::Script>(plan.load);
  REQUIRE(script.size() == 3);
  CHECK(script[0].command == std::vector<std::string>{"SET", "k", "\xff\x01"});
  CHECK(script[1].datacenter == "c");
  CHECK(script[2].host == "b/r/0");
  CHECK(plan.seed == 1);
  CHECK(plan.quiesce == std::chrono::seconds(30));
}

TEST_CASE("without links every pair of data centers has one of 40 ms") {
  const sim::Plan plan = load(kScript);
  REQUIRE(plan.topology.links.size() == 3);
  CHECK(plan.topology.links[1].from == "a");
  CHECK(plan.topology.links[1].to == "c");
  CHECK(plan.topology.links[1].latency.kind == "constant");
  CHECK(engine::get<Duration>(plan.topology.links[1].latency.values, "value") ==
        std::chrono::milliseconds(40));
}

TEST_CASE("the resolved text has every default, fixed keys and canonical units") {
  sim::Plan plan = load(kScript);
  plan.engines.clear();  // their options are those of the tables
  plan.expectations = {{"active_active", "lost", "== 0", sim::Bound{}}};
  CHECK(resolved_text(plan) == R"({
  "purpose": "A literal script.",
  "seed": "1",
  "topology": {
    "datacenters": {
      "a": { "racks": { "r": 1 } },
      "b": { "racks": { "r": 1 } },
      "c": { "racks": { "r": 1 } }
    },
    "links": [
      { "between": ["a", "b"], "latency": { "kind": "constant", "value": "40ms" } },
      { "between": ["a", "c"], "latency": { "kind": "constant", "value": "40ms" } },
      { "between": ["b", "c"], "latency": { "kind": "constant", "value": "40ms" } }
    ]
  },
  "engines": {},
  "script": [
    {
      "at": "1s",
      "datacenter": "a",
      "client": "c1",
      "command": ["SET", "k", { "base64": "/wE=" }]
    },
    { "at": "1s", "datacenter": "c", "client": "c3", "command": ["SET", "ключ", ""] },
    { "at": "2s", "datacenter": "b", "client": "c2", "host": "b/r/0", "command": ["GET", "k"] }
  ],
  "faults": [],
  "quiesce": "30s",
  "expect": { "active_active": { "lost": "== 0" } }
}
)");
}

TEST_CASE("loading the resolved text gives the same plan and the same text") {
  for (const std::string& text : {kFull, kScript}) {
    const sim::Plan plan = load(text);
    const std::string resolved = resolved_text(plan);
    const sim::Plan again = load(resolved);
    CHECK(resolved_text(again) == resolved);
    CHECK(again.sha256 == plan.sha256);
    CHECK(plan.sha256 == sha256(resolved));
    CHECK(again.expectations.size() == plan.expectations.size());
    CHECK(again.expected_marks == plan.expected_marks);
  }
}

TEST_CASE("a parameter that means nothing beside the others is not in the resolved text") {
  const std::string resolved = resolved_text(load(kFull));
  CHECK(resolved.find("\"mode\": \"refused\"") != std::string::npos);
  CHECK(resolved.find("stall_reset") == std::string::npos);
  std::string stopped = kFull;
  stopped.replace(stopped.find("\"refused\""), 9, "\"stopped\"");
  CHECK(resolved_text(load(stopped)).find("\"stall_reset\": \"2m\"") != std::string::npos);
}

TEST_CASE("roles and marks are those of the scenario's engines, not of all that exist") {
  const auto errors_with = [](const std::string& engines) {
    const LoadedScenario loaded =
        load_scenario(R"({"purpose": "p", "engines": )" + engines +
                          R"(, "topology": {"datacenters": {"a": {"racks": {"r": 1}}}},
      "workload": {"kind": "mixed", "rate": "1/s", "for": "2s"},
      "faults": [{"at": "1s", "kind": "crash", "hosts": ["a"], "role": "shard"}],
      "expect": {"marks": ["dynomite_remote_rack_failover"]}})",
                      "s.json");
    std::vector<std::string> lines;
    for (const InputError& error : loaded.errors) lines.push_back(to_line(error));
    return lines;
  };
  CHECK(errors_with(R"({"active_active": {}, "dynomite": {}})").empty());
  CHECK(
      errors_with(R"({"dynomite": {}})") ==
      std::vector<std::string>{"s.json:3:72: /faults/0/role: unknown role \"shard\"; expected one "
                               "of redis, dynomite, manager"});
  CHECK(errors_with(R"({"last_write_wins": {}})").size() == 1);
  // An engine that does not exist hides which roles and marks there are: one error, not three.
  CHECK(errors_with(R"({"dynamite": {}})").size() == 1);
}

TEST_CASE("an engine's advice is a warning, and a word that says what is so anyway no mistake") {
  const auto loaded_with = [](const std::string& options) {
    return load_scenario(R"({"purpose": "p", "engines": {"dynomite": )" + options +
                             R"(}, "topology": {"datacenters": {"a": {"racks": {"r": 1}}}},
      "script": [{"at": "1s", "datacenter": "a", "client": "c",
                  "command": ["RENAME", "a", "b"]}]})",
                         "s.json");
  };
  const LoadedScenario warned = loaded_with(R"({"persistence": "aof", "manager": "none"})");
  CHECK(warned.errors.empty());
  CHECK(warned.warnings ==
        std::vector<std::string>{"s.json: dynomite: RENAME closes the connection: Dynomite has no "
                                 "such command"});
  CHECK(loaded_with(R"({"persistence": "aof", "manager": "warm_up"})").errors.size() == 1);
}

TEST_CASE("the marks of faults are those of the scenario's faults") {
  const auto errors_with = [](const std::string& faults, const std::string& marks) {
    const LoadedScenario loaded = load_scenario(
        R"({"purpose": "p", "engines": {"dynomite": {}, "active_active": {}},
      "topology": {"datacenters": {"a": {"racks": {"r": 1}}}},
      "workload": {"kind": "mixed", "rate": "1/s", "for": "2s"},
      "faults": [)" +
            faults + R"(],
      "expect": )" +
            marks + "}",
        "s.json");
    std::vector<std::string> lines;
    for (const InputError& error : loaded.errors) lines.push_back(to_line(error));
    return lines;
  };
  const std::string crash = R"({"at": "1s", "kind": "crash", "hosts": ["a"]})";
  CHECK(errors_with(crash, R"({"dynomite": {"marks.fault_crash": "> 0"},
                              "marks": ["fault_crash"]})")
            .empty());
  const auto unknown = errors_with(crash, R"({"marks": ["fault_crsh", "fault_pause"]})");
  REQUIRE(unknown.size() == 2);
  CHECK_THAT(unknown[0], Catch::Contains("unknown mark \"fault_crsh\"") &&
                             Catch::EndsWith("did you mean \"fault_crash\"?"));
  CHECK_THAT(unknown[1], Catch::Contains("unknown mark \"fault_pause\""));
  // A mark of another engine is none of this one's, nor one of a fault that the scenario has not.
  const auto others = errors_with(
      crash, R"({"dynomite": {"marks.gap_full_sync": "== 0", "marks.fault_pause": "== 0"}})");
  REQUIRE(others.size() == 2);
  CHECK_THAT(others[0], Catch::Contains("unknown mark \"gap_full_sync\""));
  CHECK_THAT(others[1], Catch::Contains("unknown mark \"fault_pause\""));
  const auto swarm =
      errors_with(R"({"at": "1s", "kind": "swarm"})", R"({"marks": ["fault_swarm"]})");
  REQUIRE(swarm.size() == 1);
  CHECK_THAT(swarm[0], Catch::Contains("unknown mark \"fault_swarm\""));
  // A fault that could not be read may be any: one error, not three.
  CHECK(errors_with(R"({"at": "1s", "kind": "crsh", "hosts": ["a"]})",
                    R"({"dynomite": {"marks.fault_crash": "> 0"}, "marks": ["fault_crash"]})")
            .size() == 1);
}

TEST_CASE("what follows from a mistake is not reported as another one") {
  const auto errors_of = [](const std::string& more) {
    std::vector<std::string> lines;
    const LoadedScenario loaded = load_scenario(
        R"({"purpose": "p", "topology": {"datacenters": {"a": {"racks": {"r": 1}}}}, )" + more +
            "}",
        "s.json");
    for (const InputError& error : loaded.errors) lines.push_back(to_line(error));
    return lines;
  };
  const std::string engines = R"("engines": {"dynomite": {}}, )";
  const std::string load = R"("workload": {"kind": "mixed", "rate": "1/s", "for": "9s"})";
  const std::string fault = R"("faults": [{"at": "5s", "for": "40s", "kind": "pause",
                                           "hosts": ["a"]}])";
  CHECK(errors_of(engines + R"("worklod": {"kind": "mixed"})").size() == 1);
  CHECK(errors_of(R"("engine": {"dynomite": {}}, )" + load).size() == 1);
  // How long the run is depends on a time that did not read.
  CHECK(errors_of(engines + load + ", " + fault).size() == 1);
  CHECK(errors_of(engines + load + R"(, "quiesce": 60, )" + fault).size() == 1);
  CHECK(errors_of(R"("engines": {"dynamite": {}}, )" + load +
                  R"(, "expect": {"dynomite": {"lost": "> 0"}})")
            .size() == 1);
}

TEST_CASE("every fault that comes again and again has a period above zero") {
  std::size_t periods = 0;
  for (const sim::FaultKind& kind : sim::fault_kinds())
    for (const engine::Parameter& parameter : kind.parameters)
      if (parameter.name == "period" || parameter.name == "every") {
        INFO(kind.name << " " << parameter.name);
        CHECK(parameter.least > 0);
        ++periods;
      }
  CHECK(periods >= 4);
}

TEST_CASE("another seed is another resolved scenario") {
  const sim::Plan scenario = load(kScript);
  const sim::Plan plan = plan_for_seed(scenario, 7);
  CHECK(plan.sha256 != scenario.sha256);
  CHECK(plan.sha256 == sha256(resolved_text(plan)));
  CHECK(load(resolved_text(plan)).seed == 7);
}

TEST_CASE("the order of keys and the writing of units do not matter") {
  const std::string one = R"({"purpose":"p","engines":{"dynomite":{}},"quiesce":"60s",
    "topology":{"datacenters":{"a":{"racks":{"x":1,"w":1}}}},
    "workload":{"kind":"mixed","for":"1000ms","rate":"60/m"}})";
  const std::string other = R"({"workload":{"rate":"1/s","kind":"mixed","for":"1s"},"quiesce":"1m",
    "topology":{"datacenters":{"a":{"racks":{"w":1,"x":1}}},"links":[]},"purpose":"p","seed":"1",
    "engines":{"dynomite":{"write":"DC_ONE"}},"faults":[],"expect":{}})";
  CHECK(load(one).sha256 == load(other).sha256);
}

TEST_CASE("every scenario of the catalog loads and says what it is for") {
  const std::vector<CatalogEntry> entries = read_catalog(default_catalog());
  CHECK_FALSE(entries.empty());
  for (const CatalogEntry& entry : entries) {
    for (const InputError& error : entry.scenario.errors) UNSCOPED_INFO(to_line(error));
    CHECK(entry.scenario.plan.has_value());
  }
}
