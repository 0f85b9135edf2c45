// What holds for every fault of the table.
#include <catch2/catch.hpp>
#include <set>

#include "sim/faults/recording_target.h"
#include "sim/faults/registry.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::ParameterUnit;
using engine::ParameterValue;

// A value for every unit that a fault's parameters have today.
ParameterValue any_value(const engine::Parameter& parameter) {
  switch (parameter.unit) {
    case ParameterUnit::kWord:
      return {std::string(parameter.words.back())};
    case ParameterUnit::kRole:
      return {std::string("proxy")};
    case ParameterUnit::kBoolean:
      return {true};
    case ParameterUnit::kDuration:
    case ParameterUnit::kOffset:
      return {Duration(2'000'000'000)};
    case ParameterUnit::kHosts:
      return {engine::Names{"us-east/a", "us-east/a/0", "eu-west/b/1"}};
    case ParameterUnit::kGroups:
      return {engine::Groups{{"us-east"}, {"eu-west/a"}, {"eu-west/b"}}};
    default:
      FAIL("this test needs a value for parameter " << parameter.name);
      return {false};
  }
}

std::unique_ptr<Fault> any_fault(const FaultKind& kind) {
  engine::ParameterValues values;
  for (const engine::Parameter& parameter : kind.parameters)
    values.emplace(parameter.name, any_value(parameter));
  return kind.make(values);
}

TEST_CASE("the end of every fault undoes its beginning, also the second time") {
  for (const FaultKind& kind : fault_kinds()) {
    INFO(kind.name);
    RecordingTarget target;
    engine::Prng random(7);
    const auto fault = any_fault(kind);
    for (int round = 0; round < 2; ++round) {
      fault->begin(target, random);
      CHECK_FALSE(target.state.healthy());
      fault->end(target);
      CHECK(target.state.healthy());
    }
  }
}

TEST_CASE("two faults at once on the same hosts leave nothing behind, whichever ends first") {
  for (const FaultKind& one : fault_kinds())
    for (const FaultKind& other : fault_kinds()) {
      INFO(one.name << " and " << other.name);
      RecordingTarget target;
      engine::Prng random(7);
      const auto first = any_fault(one);
      const auto second = any_fault(other);
      first->begin(target, random);
      second->begin(target, random);
      first->end(target);
      second->end(target);
      CHECK(target.state.healthy());
    }
}

TEST_CASE("fault names are unique and found, and every parameter explains itself") {
  std::set<std::string_view> names;
  for (const FaultKind& kind : fault_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK(find_fault(kind.name) == &kind);
    CHECK_FALSE(kind.summary.empty());
    for (const engine::Parameter& parameter : kind.parameters)
      CHECK_FALSE(parameter.summary.empty());
  }
  CHECK(find_fault("earthquake") == nullptr);
}

}  // namespace
}  // namespace faultline::sim
