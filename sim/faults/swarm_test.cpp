#include "sim/faults/swarm.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sim/faults/fault.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::Duration;
using engine::Instant;
using std::chrono::milliseconds;
using std::chrono::seconds;

ScriptStep step(Duration at, const std::string& datacenter, const std::string& key) {
  return {at, datacenter, "c-" + datacenter, std::nullopt, {"SET", key, "v"}};
}

// Two data centers of three hosts; both write to "hot" within 100 ms at 4 s.
Plan plan_of(std::uint64_t seed, std::vector<std::string> engines = {"active_active"}) {
  Plan plan;
  plan.seed = seed;
  const std::vector<RackPlan> racks = {{"a", 3}};
  plan.topology.datacenters = {{"eu", racks}, {"us", racks}};
  plan.topology.links = {
      {"eu", "us", {"constant", {{"value", {Duration(milliseconds(40))}}}}, std::nullopt}};
  for (std::string& name : engines) plan.engines.push_back({std::move(name), {}});
  plan.load = Script{step(seconds(1), "eu", "cold"), step(seconds(4), "eu", "hot"),
                     step(milliseconds(4100), "us", "hot"), step(seconds(9), "us", "cold")};
  plan.faults = {{"swarm", seconds(1), seconds(8), {{"most", {std::int64_t{6}}}}}};
  return plan;
}

std::vector<FaultPlan> drawn(std::uint64_t seed,
                             std::vector<std::string> engines = {"active_active"}) {
  Plan plan = plan_of(seed, std::move(engines));
  draw_swarms(plan);
  return plan.faults;
}

TEST_CASE("a swarm draws another handful of faults from every seed, and the same from one") {
  std::set<std::string> courses;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::string course;
    const auto faults = drawn(seed);
    CHECK(!faults.empty());
    CHECK(faults.size() <= 6);
    const auto again = drawn(seed);
    REQUIRE(again.size() == faults.size());
    for (std::size_t i = 0; i < faults.size(); ++i) {
      CHECK(again[i].kind == faults[i].kind);
      CHECK(again[i].at == faults[i].at);
      course += faults[i].kind + std::to_string(faults[i].at.count()) + " ";
    }
    courses.insert(course);
  }
  CHECK(courses.size() == 50);
}

TEST_CASE("all that a swarm draws lies in its time and ends, and has all its parameters") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed)
    for (const FaultPlan& fault : drawn(seed)) {
      INFO("seed " << seed << " " << fault.kind);
      CHECK(fault.at >= seconds(1));
      REQUIRE(fault.lasts);
      CHECK(*fault.lasts > Duration(0));
      CHECK(fault.at + *fault.lasts <= seconds(9));
      const FaultKind* kind = find_fault(fault.kind);
      REQUIRE(kind != nullptr);
      CHECK(fault.parameters.size() == kind->parameters.size());
    }
}

TEST_CASE("over many seeds a swarm draws every kind that the engines can answer, and no other") {
  const auto kinds = [](const std::vector<std::string>& engines) {
    std::set<std::string> found;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed)
      for (const FaultPlan& fault : drawn(seed, engines)) found.insert(fault.kind);
    return found;
  };
  const auto by_active_active = kinds({"active_active", "dynomite"});
  const auto by_dynomite = kinds({"dynomite"});
  CHECK_FALSE(by_active_active.contains("stale_backup"));
  CHECK(by_dynomite.contains("stale_backup"));
  for (const FaultKind& kind : fault_kinds()) {
    INFO(kind.name);
    if (kind.draw != nullptr && kind.needs.empty())
      CHECK(by_active_active.contains(std::string(kind.name)));
  }
}

TEST_CASE("in one seed only one data center loses what its disks had kept") {
  int destroyed = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::set<std::string> datacenters;
    for (const FaultPlan& fault : drawn(seed, {"dynomite"})) {
      if (!find_fault(fault.kind)->destroys) continue;
      for (const std::string& host : engine::get<engine::Names>(fault.parameters, "hosts"))
        datacenters.insert(host.substr(0, 2));
    }
    CHECK(datacenters.size() <= 1);
    destroyed += static_cast<int>(datacenters.size());
  }
  CHECK(destroyed > 50);
}

TEST_CASE("a swarm aims at writes that two data centers make to one key at nearly the same time") {
  const Plan plan = plan_of(1);
  const Topology topology(plan.topology);
  CHECK(contested_writes(draw_load(plan, topology.machines())) ==
        std::vector<Instant>{Instant(milliseconds(4100))});
  int aimed = 0;
  int all = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed)
    for (const FaultPlan& fault : drawn(seed)) {
      ++all;
      aimed += fault.at >= milliseconds(4050) && fault.at <= milliseconds(4100) ? 1 : 0;
    }
  CHECK(3 * aimed > all);
}

TEST_CASE("what a swarm drew is expected to be felt") {
  Plan plan = plan_of(7);
  draw_swarms(plan);
  const std::set<std::string> expected(plan.expected_marks.begin(), plan.expected_marks.end());
  CHECK(expected.size() == plan.expected_marks.size());
  CHECK(expected.contains("effect_applied_remotely"));
  for (const FaultPlan& fault : plan.faults) CHECK(expected.contains(mark_of_fault(fault.kind)));
}

}  // namespace
}  // namespace faultline::sim
