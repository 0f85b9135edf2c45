// Machines whose steps take longer (a noisy neighbour, a throttled core): queues grow, time-outs
// come.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterUnit;
using engine::ParameterValues;
using engine::Ratio;

FaultKind slow_cpu_fault() {
  return {.name = "slow_cpu",
          .summary = "every step of the hosts' processes takes several times as long",
          .parameters = {hosts_parameter(),
                         {"factor", ParameterUnit::kDecimal, "how many times as long", "\"10\""}},
          .make =
              [](const ParameterValues& values) {
                const auto factor = engine::get<Ratio>(values, "factor");
                return on_hosts(values, [factor](engine::HostId host) -> Disturbance {
                  return Slow{host, factor};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            const auto factor = static_cast<std::int64_t>(2 + random.below(499));
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"factor", {Ratio{factor * engine::kMillion}}}};
          }};
}

}  // namespace faultline::sim
