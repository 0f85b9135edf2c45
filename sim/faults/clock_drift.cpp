// Wall clocks that run too fast or too slow and, at the end, are set right.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterUnit;
using engine::ParameterValues;
using engine::Ratio;

FaultKind clock_drift_fault() {
  return {.name = "clock_drift",
          .summary = "wall clocks run too fast or too slow",
          .parameters = {hosts_parameter(),
                         {"gain", ParameterUnit::kRatio,
                          "what the wall clock gains (or loses) of every second", ""},
                         {"slow", ParameterUnit::kBoolean, "it loses instead", "false"}},
          .make =
              [](const ParameterValues& values) {
                Ratio gain = engine::get<Ratio>(values, "gain");
                if (engine::get<bool>(values, "slow")) gain.ppm = -gain.ppm;
                return on_hosts(values, [gain](engine::HostId host) -> Disturbance {
                  return ClockChange{.host = host, .drift = gain};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            // Real crystals stay below 200 ppm; clocks of virtual machines have been off by
            // far more. Chosen: up to 20 %.
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"gain", {Ratio{random.between(std::int64_t{50}, 200'000)}}},
                    {"slow", {random.below(2) == 0}}};
          }};
}

}  // namespace faultline::sim
