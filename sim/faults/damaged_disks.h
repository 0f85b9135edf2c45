// Faults that take hosts down and leave their disks in one state or another: one kind a DiskFate.
// They have the same parameters, and a swarm draws one host for each.
#pragma once

#include <string_view>

#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

template <DiskFate fate>
[[nodiscard]] FaultKind disk_fault(std::string_view name, std::string_view summary) {
  return {.name = name,
          .summary = summary,
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const engine::ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, fate};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> engine::ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          // A torn write takes only what was not synced.
          .destroys = fate != DiskFate::kTorn};
}

}  // namespace faultline::sim
