// A file system that lost the end of a block: processes die, and one of their records is cut short.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind truncated_record_fault() {
  return {.name = "truncated_record",
          .summary = "processes die and find one record cut short",
          .parameters = {hosts_parameter(), role_parameter()},
          .make =
              [](const ParameterValues& values) {
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [role](engine::HostId host) -> Disturbance {
                  return Down{host, role, DiskFate::kTruncated};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_host(topology, random)}}, {"role", {std::string()}}};
          },
          .destroys = true};
}

}  // namespace faultline::sim
