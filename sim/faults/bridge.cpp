// Two halves that reach each other only through a few hosts, which reach everybody (Jepsen's
// bridge): what is connected is no longer transitive.
#include <algorithm>

#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class Bridge final : public Cutting {
 public:
  explicit Bridge(const ParameterValues& values)
      : Cutting(values),
        groups_(get<engine::Groups>(values, "groups")),
        bridge_(get<engine::Names>(values, "bridge")) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const HostList bridge = named_hosts(target, bridge_);
    std::vector<HostList> sides;
    for (const engine::Names& group : groups_) {
      sides.emplace_back();
      for (const engine::HostId host : named_hosts(target, group))
        if (std::find(bridge.begin(), bridge.end(), host) == bridge.end())
          sides.back().push_back(host);
    }
    for (std::size_t one = 0; one < sides.size(); ++one)
      for (std::size_t other = one + 1; other < sides.size(); ++other)
        part(target, sides[one], sides[other]);
    return std::nullopt;
  }

 private:
  engine::Groups groups_;
  engine::Names bridge_;
};

}  // namespace

FaultKind bridge_fault() {
  return {.name = "bridge",
          .summary = "cuts groups from each other, but for some hosts that still reach all",
          .parameters = with_cut_parameters(
              {{"groups", ParameterUnit::kGroups, "the sides, the bridge in one of them", ""},
               {"bridge", ParameterUnit::kHosts, "who still reaches every side", ""}}),
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Bridge>(values);
          },
          .draw =
              [](const Topology& topology, engine::Prng& random) {
                ParameterValues values = drawn_cut(random);
                values["groups"] = {drawn_groups(topology, random)};
                values["bridge"] = {drawn_hosts(topology, random)};
                return values;
              },
          .possible = several_datacenters};
}

}  // namespace faultline::sim
