// A disk that went bad: processes die, and in one of their records one bit is not what was written.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind bit_rot_fault() {
  return {.name = "bit_rot",
          .summary = "processes die and find one bit of one record flipped",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, DiskFate::kRotten};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          .destroys = true};
}

}  // namespace faultline::sim
