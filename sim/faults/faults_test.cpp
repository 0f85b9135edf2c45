// What holds for every fault of the table.
#include <catch2/catch.hpp>
#include <set>

#include "sim/faults/recording_target.h"

namespace faultline::sim {
namespace {

// All that act themselves; a swarm is replaced by what it draws.
std::vector<FaultKind> acting_kinds() {
  std::vector<FaultKind> kinds;
  for (const FaultKind& kind : fault_kinds())
    if (kind.name != "swarm") kinds.push_back(kind);
  return kinds;
}

std::unique_ptr<Fault> drawn_fault(const FaultKind& kind, const Topology& topology,
                                   engine::Prng& random) {
  INFO(kind.name);
  REQUIRE(kind.draw != nullptr);
  const engine::ParameterValues values = kind.draw(topology, random);
  CHECK(values.size() == kind.parameters.size());
  for (const engine::Parameter& parameter : kind.parameters) CHECK(values.contains(parameter.name));
  return kind.make(values);
}

TEST_CASE("the end of every fault undoes all it did, at whichever step it comes") {
  for (const FaultKind& kind : acting_kinds())
    for (int last = 1; last <= 12; ++last) {
      INFO(kind.name << " ended after step " << last);
      RecordingTarget target;
      engine::Prng random(static_cast<std::uint64_t>(last));
      const auto fault = drawn_fault(kind, target.topology(), random);
      fault->prepare(target);
      for (int step = 1; step <= last; ++step) {
        const auto pause = fault->step(target, random);
        if (!pause) break;
        CHECK(*pause > engine::Duration(0));
      }
      CHECK(target.begun > 0);
      fault->end(target);
      CHECK(target.healthy());
    }
}

TEST_CASE("two faults at once leave nothing behind, whichever ends first") {
  for (const FaultKind& one : acting_kinds())
    for (const FaultKind& other : acting_kinds()) {
      INFO(one.name << " and " << other.name);
      RecordingTarget target;
      engine::Prng random(7);
      const auto first = drawn_fault(one, target.topology(), random);
      const auto second = drawn_fault(other, target.topology(), random);
      first->prepare(target);
      first->step(target, random);
      const std::size_t before = target.in_force.size();
      second->prepare(target);
      second->step(target, random);
      const std::size_t both = target.in_force.size();
      first->end(target);
      CHECK(target.in_force.size() == both - before);
      second->end(target);
      CHECK(target.healthy());
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
