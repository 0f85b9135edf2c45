// Machines, or a whole data center, join the cluster in the middle of a run. Until then they are
// not there.
#include "sim/faults/draws.h"
#include "sim/faults/membership.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

namespace {

class AddHosts final : public Fault {
 public:
  explicit AddHosts(engine::Names names) : names_(std::move(names)) {}

  void prepare(FaultTarget& target) override {
    const std::vector<engine::HostId> hosts = named_hosts(target, names_);
    disturb(target, Departed{hosts});
    for (const engine::HostId host : hosts) disturb(target, Down{host, "", DiskFate::kNothing});
  }
  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    end(target);  // of their absence
    return std::nullopt;
  }

 private:
  engine::Names names_;
};

}  // namespace

FaultKind add_hosts_fault() {
  return {.name = "add_hosts",
          .summary = "machines that were not there so far join the cluster, with empty disks",
          .parameters = {hosts_parameter()},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<AddHosts>(engine::get<engine::Names>(values, "hosts"));
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}};
          },
          .endless = true,
          .needs = "membership",
          .needs_for = membership_of};
}

}  // namespace faultline::sim
