// Processes die and come back with what their disk kept: what was synced, and of the rest either a
// drawn prefix (a power cut) or everything (the process alone died, the kernel writes on).
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterUnit;
using engine::ParameterValues;

FaultKind crash_fault() {
  return {.name = "crash",
          .summary = "processes die; at its end they restart with what their disk kept",
          .parameters = {hosts_parameter(),
                         role_parameter(),
                         {"keep_unsynced", ParameterUnit::kBoolean,
                          "whether data not yet synced survives whole; else a drawn part of it",
                          "false"}},
          .make =
              [](const ParameterValues& values) {
                const bool keep = engine::get<bool>(values, "keep_unsynced");
                const auto role = engine::get<std::string>(values, "role");
                return on_hosts(values, [keep, role](engine::HostId host) -> Disturbance {
                  return Down{host, role, keep ? DiskFate::kAll : DiskFate::kSynced};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"role", {std::string()}},
                    {"keep_unsynced", {random.below(2) == 0}}};
          }};
}

}  // namespace faultline::sim
