// Administrators take machines, or a whole data center, out of the cluster: everybody is told, and
// after a time in which the machines can hand over what they have, they are gone. At the fault's
// end they join again as new ones.
#include "sim/faults/draws.h"
#include "sim/faults/membership.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::ParameterValues;

namespace {

class RemoveHosts final : public Fault {
 public:
  explicit RemoveHosts(const ParameterValues& values)
      : names_(engine::get<engine::Names>(values, "hosts")),
        drain_(engine::get<Duration>(values, "drain")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const std::vector<engine::HostId> hosts = named_hosts(target, names_);
    if (!std::exchange(told_, true)) {
      disturb(target, Departed{hosts});
      return drain_;
    }
    for (const engine::HostId host : hosts) disturb(target, Down{host, "", DiskFate::kNothing});
    return std::nullopt;
  }

 private:
  engine::Names names_;
  Duration drain_;
  bool told_ = false;
};

}  // namespace

FaultKind remove_hosts_fault() {
  return {
      .name = "remove_hosts",
      .summary = "machines leave the cluster and are gone; at the end they join as new ones",
      .parameters = {hosts_parameter(),
                     pause_parameter(
                         "drain",
                         "how long they may hand over what they have to others of their "
                         "data center; a whole one is removed at once",
                         "\"10s\"")},
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<RemoveHosts>(values);
      },
      .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
        return {
            {"hosts", {drawn_host(topology, random)}},
            {"drain",
             {drawn_duration(random, std::chrono::milliseconds(10), std::chrono::seconds(10))}}};
      },
      .destroys = true,
      .takes = [](const ParameterValues& values) { return engine::get<Duration>(values, "drain"); },
      .needs = "membership",
      .needs_for = membership_of};
}

}  // namespace faultline::sim
