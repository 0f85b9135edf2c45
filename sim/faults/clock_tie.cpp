// Wall clocks so coarse that writes of different replicas carry the same stamp: exact ties, which a
// tie-break must decide alike everywhere.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::ParameterUnit;
using engine::ParameterValues;

FaultKind clock_tie_fault() {
  return {.name = "clock_tie",
          .summary = "wall clocks are so coarse that stamps tie",
          .parameters = {hosts_parameter(),
                         {.name = "granularity",
                          .unit = ParameterUnit::kDuration,
                          .summary = "the wall clock shows whole multiples of it only",
                          .default_text = "\"1s\"",
                          .least = 1}},
          .make =
              [](const ParameterValues& values) {
                const auto granularity = engine::get<Duration>(values, "granularity");
                return on_hosts(values, [granularity](engine::HostId host) -> Disturbance {
                  return ClockChange{.host = host, .granularity = granularity};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            const auto names = topology.datacenter_names();
            return {
                {"hosts", {engine::Names(names.begin(), names.end())}},
                {"granularity",
                 {drawn_duration(random, std::chrono::milliseconds(10), std::chrono::seconds(5))}}};
          }};
}

}  // namespace faultline::sim
