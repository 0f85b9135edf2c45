// A link that has lost most of its bandwidth (a failed trunk, a policer): queues grow.
#include "sim/faults/links.h"

namespace faultline::sim {

using engine::ParameterUnit;
using engine::ParameterValues;

FaultKind throttle_fault() {
  return {.name = "throttle",
          .summary = "a direct link has less bandwidth: what is sent over it queues",
          .parameters = {between_parameter(),
                         {"bandwidth", ParameterUnit::kBandwidth, "what is left, a direction", ""}},
          .make =
              [](const ParameterValues& values) {
                const auto bandwidth = engine::get<std::int64_t>(values, "bandwidth");
                return on_link(values, [bandwidth](LinkFault fault) {
                  fault.bandwidth = bandwidth;
                  return fault;
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            // From 16 KiB/s to 1 MiB/s.
            return {{"between", {drawn_link(topology, random)}},
                    {"bandwidth", {std::int64_t{1} << (14 + random.below(7))}}};
          },
          .possible = has_links};
}

}  // namespace faultline::sim
