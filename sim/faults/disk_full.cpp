// Disks without room: nothing more becomes durable, and who notices refuses writes. At the end
// there is room again, and what waited in memory is written.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind disk_full_fault() {
  return {.name = "disk_full",
          .summary = "nothing more becomes durable on the hosts' disks",
          .parameters = {hosts_parameter()},
          .make =
              [](const ParameterValues& values) {
                return on_hosts(values,
                                [](engine::HostId host) -> Disturbance { return FullDisk{host}; });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_hosts(topology, random)}}};
          }};
}

}  // namespace faultline::sim
