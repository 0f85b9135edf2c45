// Processes stand still (a long collection of garbage, a stopped virtual machine): their hosts go
// on taking bytes for them, and at the end they work on with a clock that has moved.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind pause_fault() {
  return {.name = "pause",
          .summary = "processes stand still while their hosts go on taking bytes for them",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Paused{host, role};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_hosts(topology, random)}}, {"role", {std::string()}}};
          }};
}

}  // namespace faultline::sim
