// Machines come back from a backup, which holds what their disks held some syncs ago: what came
// after is gone, and nothing on the disk tells so.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind stale_backup_fault() {
  return {.name = "stale_backup",
          .summary = "machines come back with a backup: what their disks held at an earlier sync",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, DiskFate::kOlder};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          .destroys = true,
          .needs = "stale backups"};
}

}  // namespace faultline::sim
