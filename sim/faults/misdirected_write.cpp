// A disk that wrote to the wrong place: processes die, and one record lies where another one was.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind misdirected_write_fault() {
  return {.name = "misdirected_write",
          .summary = "processes die and find one record in another one's place",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, DiskFate::kMisdirected};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          .destroys = true};
}

}  // namespace faultline::sim
