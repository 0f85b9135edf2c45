// What holds for every parameter of every table that a scenario can name.
#include "scenarios/loader/parameters.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/workloads/workload.h"

namespace faultline::scenarios {
namespace {

void add(std::vector<Parameter>& all, std::span<const Parameter> table) {
  for (const Parameter& parameter : table) {
    all.push_back(parameter);
    for (const engine::NestedKind& kind : parameter.kinds) add(all, kind.parameters);
  }
}

std::vector<Parameter> all_parameters() {
  std::vector<Parameter> all;
  for (const engine::EngineKind& kind : sim::engine_kinds()) add(all, kind.parameters);
  for (const sim::FaultKind& kind : sim::fault_kinds()) add(all, kind.parameters);
  for (const sim::WorkloadKind& kind : sim::workload_kinds()) add(all, parameters_of(kind));
  return all;
}

TEST_CASE("no whole number may be so large that a run could not hold what it counts") {
  for (const Parameter& parameter : all_parameters()) {
    if (parameter.unit != engine::ParameterUnit::kInteger) continue;
    INFO(parameter.name);
    CHECK(parameter.least <= parameter.most);
    CHECK(parameter.most <= 100'000'000);
  }
}

TEST_CASE("a condition names a word of another parameter of the same table") {
  for (const sim::FaultKind& kind : sim::fault_kinds()) {
    for (const Parameter& parameter : kind.parameters) {
      if (parameter.only_with.parameter.empty()) continue;
      INFO(kind.name << " " << parameter.name);
      const auto other = std::find_if(
          kind.parameters.begin(), kind.parameters.end(),
          [&](const auto& each) { return each.name == parameter.only_with.parameter; });
      REQUIRE(other != kind.parameters.end());
      CHECK(std::count(other->words.begin(), other->words.end(), parameter.only_with.word) == 1);
      CHECK_FALSE(parameter.default_text.empty());
    }
  }
}

}  // namespace
}  // namespace faultline::scenarios
