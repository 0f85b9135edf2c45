// A FaultTarget for tests: it keeps what is disturbed right now. Two data centers of two racks, two
// hosts each, numbered in the order of their names. For tests only.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/faults/fault.h"

namespace faultline::sim {

class RecordingTarget final : public FaultTarget {
 public:
  explicit RecordingTarget(const TopologyPlan& topology = plan()) : topology_(topology) {}

  [[nodiscard]] const Topology& topology() const override { return topology_; }
  [[nodiscard]] std::vector<engine::HostId> hosts_of(std::string_view name) const override {
    return topology_.hosts_of(name);
  }
  DisturbanceId disturb(Disturbance what) override {
    const DisturbanceId id(++last_);
    in_force.emplace(id, std::move(what));
    ++begun;
    return id;
  }
  void undo(DisturbanceId disturbance) override { REQUIRE(in_force.erase(disturbance) == 1); }

  [[nodiscard]] bool healthy() const { return in_force.empty(); }
  // All of one kind, in the order in which they began.
  template <class Kind>
  [[nodiscard]] std::vector<Kind> all() const {
    std::vector<Kind> found;
    for (const auto& [id, what] : in_force)
      if (const auto* kind = std::get_if<Kind>(&what)) found.push_back(*kind);
    return found;
  }

  std::map<DisturbanceId, Disturbance> in_force;
  int begun = 0;  // those that are over included

 private:
  static TopologyPlan plan() {
    const std::vector<RackPlan> racks = {{"a", 2}, {"b", 2}};
    engine::Nested latency{"constant", {{"value", {engine::Duration(1'000'000)}}}};
    return {{{"eu-west", racks}, {"us-east", racks}},
            {{"eu-west", "us-east", std::move(latency), std::nullopt}}};
  }

  Topology topology_;
  std::uint32_t last_ = 0;
};

// The fault of that name; a kind without parameters left out.
[[nodiscard]] inline std::unique_ptr<Fault> fault_named(std::string_view name,
                                                        engine::ParameterValues values) {
  const FaultKind* kind = find_fault(name);
  REQUIRE(kind != nullptr);
  return kind->make(values);
}

// The names of hosts, sorted as the topology numbers them.
[[nodiscard]] inline std::vector<std::string> names_of(const FaultTarget& target,
                                                       const std::vector<engine::HostId>& hosts) {
  std::vector<std::string> names;
  for (const engine::HostId host : hosts) names.push_back(target.topology().host_name(host));
  return names;
}

}  // namespace faultline::sim
