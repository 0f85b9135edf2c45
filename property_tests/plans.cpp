#include "property_tests/plans.h"

#include <catch2/catch.hpp>

#include "scenarios/loader/loader.h"

namespace faultline::tests {

sim::Plan plan_of(const std::string& scenario) {
  const scenarios::LoadedScenario loaded = scenarios::load_scenario(scenario, "test.json");
  for (const scenarios::InputError& error : loaded.errors) UNSCOPED_INFO(scenarios::to_line(error));
  REQUIRE(loaded.plan.has_value());
  return *loaded.plan;
}

namespace {

// Three data centers, all engines, a mixed load of 6 s, and the given faults.
sim::Plan mixed_load(const std::string& faults) {
  return plan_of(R"({
    "purpose": "A mixed load over three data centers.",
    "topology": {
      "datacenters": {
        "ap": { "racks": { "a": 2, "b": 1 } },
        "eu": { "racks": { "a": 1, "b": 2 } },
        "us": { "racks": { "a": 2 } } },
      "links": [
        { "between": ["ap", "eu"], "latency": { "kind": "uniform", "min": "20ms", "max": "60ms" } },
        { "between": ["eu", "us"],
          "latency": { "kind": "lognormal", "median": "40ms", "p99": "70ms" } },
        { "between": ["ap", "us"], "bandwidth": "1MiB/s",
          "latency": { "kind": "exponential", "min": "5ms", "mean": "30ms" } } ] },
    "engines": { "active_active": { "backlog": "8KiB" }, "last_write_wins": {},
                 "dynomite": { "persistence": "aof" } },
    "workload": { "kind": "mixed", "clients_per_datacenter": 3, "rate": "100/s",
                  "keys": { "kind": "zipf", "count": 20, "exponent": "1" }, "for": "6s" },
    "faults": [)" +
                 faults + R"(],
    "quiesce": "20s"
  })");
}

}  // namespace

sim::Plan mixed_plan(std::uint64_t seed) {
  return scenarios::plan_for_seed(mixed_load(""), seed);
}

sim::Plan stormy_plan(std::uint64_t seed) {
  return scenarios::plan_for_seed(mixed_load(R"(
      { "at": "500ms", "for": "1s", "kind": "clock_offset",
        "hosts": ["eu/a/0"], "offset": "-80ms" },
      { "at": "1s", "for": "1500ms", "kind": "partition", "groups": [["ap"], ["eu", "us"]] },
      { "at": "2s", "for": "1s", "kind": "partition", "mode": "stopped",
        "groups": [["eu"], ["us"]] },
      { "at": "2200ms", "for": "800ms", "kind": "pause", "hosts": ["us/a/1"] },
      { "at": "3s", "for": "700ms", "kind": "crash", "hosts": ["eu/b/1"] },
      { "at": "3500ms", "for": "500ms", "kind": "crash",
        "hosts": ["ap/a/0"], "keep_unsynced": true },
      { "at": "4200ms", "for": "1s", "kind": "partition", "mode": "jammed",
        "groups": [["us"], ["ap"]] },
      { "at": "4500ms", "for": "1s", "kind": "partition", "mode": "stopped",
        "direction": "forward", "stall_reset": "400ms", "groups": [["eu"], ["ap"]] }
  )"),
                                  seed);
}

}  // namespace faultline::tests
