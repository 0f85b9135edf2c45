// A direct link dies, both ways: traffic takes the other links, if there are any.
#include "sim/faults/links.h"

namespace faultline::sim {

using engine::ParameterValues;

FaultKind link_down_fault() {
  return {.name = "link_down",
          .summary = "a direct link dies: traffic takes other links, or stops where there are none",
          .parameters = {between_parameter()},
          .make =
              [](const ParameterValues& values) {
                return on_link(values, [](LinkFault fault) {
                  fault.down = true;
                  return fault;
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"between", {drawn_link(topology, random)}}};
          },
          .possible = has_links};
}

}  // namespace faultline::sim
