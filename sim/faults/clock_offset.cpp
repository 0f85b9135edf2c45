// Wall clocks jump off true time and, at the end, back.
#include "engine/base/planted.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::ParameterUnit;
using engine::ParameterValues;

FaultKind clock_offset_fault() {
  return {.name = "clock_offset",
          .summary = "wall clocks jump by an offset and, at its end, back",
          .parameters = {hosts_parameter(),
                         {"offset", ParameterUnit::kOffset,
                          "what the wall clock shows beyond true time", ""}},
          .make =
              [](const ParameterValues& values) {
                const auto written = engine::get<Duration>(values, "offset");
                const bool flipped = engine::planted(engine::PlantedBug::kClockSignFlipped);
                const Duration offset = flipped ? -written : written;
                return on_hosts(values, [offset](engine::HostId host) -> Disturbance {
                  return ClockChange{.host = host, .offset = offset};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_hosts(topology, random)}}, {"offset", {drawn_offset(random)}}};
          }};
}

}  // namespace faultline::sim
