// Machines are lost with everything on their disks. Those that take their places come back empty.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind total_loss_fault() {
  return {.name = "total_loss",
          .summary = "machines are lost with their disks and come back empty",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, DiskFate::kNothing};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          .destroys = true};
}

}  // namespace faultline::sim
