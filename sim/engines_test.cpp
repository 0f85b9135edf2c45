// What holds for every engine of the table.
#include "sim/engines.h"

#include <catch2/catch.hpp>
#include <set>

#include "sim/checkers/checker.h"

namespace faultline::sim {
namespace {

using engine::ParameterUnit;

// A value for every unit that an option of an engine has today.
engine::ParameterValue any_value(const engine::Parameter& parameter) {
  switch (parameter.unit) {
    case ParameterUnit::kWord:
      return {std::string(parameter.words.front())};
    case ParameterUnit::kBoolean:
      return {true};
    case ParameterUnit::kDuration:
      return {engine::Duration(std::chrono::seconds(1))};
    case ParameterUnit::kInteger:
    case ParameterUnit::kSize:
      return {std::max<std::int64_t>(parameter.least, 1)};
    case ParameterUnit::kHosts:
      return {engine::Names{"eu"}};
    default:
      FAIL("this test needs a value for option " << parameter.name);
      return {false};
  }
}

engine::Deployment deployment_of(const engine::EngineKind& kind,
                                 engine::ParameterValues options = {}) {
  for (const engine::Parameter& parameter : kind.parameters)
    options.emplace(parameter.name, any_value(parameter));
  std::vector<engine::Machine> machines;
  for (std::uint32_t i = 0; i < 4; ++i)
    machines.push_back({engine::HostId(i), engine::DatacenterId(i / 2), engine::RackId(i), 0,
                        i < 2 ? "eu" : "us", i % 2 == 0 ? "a" : "b"});
  return kind.deploy(machines, options, 1);
}

// With each word that a parameter may have, in the place of its default.
std::set<std::string> roles_with_any_word(const engine::EngineKind& kind) {
  std::set<std::string> roles;
  const auto add = [&](const engine::Deployment& deployment) {
    for (const engine::Placement& placement : deployment.placements) roles.insert(placement.role);
  };
  add(deployment_of(kind));
  for (const engine::Parameter& parameter : kind.parameters)
    for (const std::string_view word : parameter.words)
      add(deployment_of(kind, {{std::string(parameter.name), {std::string(word)}}}));
  return roles;
}

TEST_CASE("the roles that an engine declares are those of its processes") {
  for (const engine::EngineKind& kind : engine_kinds()) {
    INFO(kind.name);
    CHECK(roles_with_any_word(kind) == std::set<std::string>(kind.roles.begin(), kind.roles.end()));
  }
}

TEST_CASE("engines promise checks that exist, and list each mark once") {
  std::set<std::string_view> checks;
  for (const CheckKind& check : check_kinds()) checks.insert(check.name);
  for (const engine::EngineKind& kind : engine_kinds()) {
    INFO(kind.name);
    for (const std::string_view promise : kind.promises) CHECK(checks.count(promise) == 1);
    CHECK(std::set(kind.marks.begin(), kind.marks.end()).size() == kind.marks.size());
    CHECK_FALSE(kind.marks.empty());
  }
}

}  // namespace
}  // namespace faultline::sim
