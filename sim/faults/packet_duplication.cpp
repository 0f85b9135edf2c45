// Packets arrive twice (a loop, a repeated frame). Streams hide it, so that only datagrams feel it.
#include "sim/faults/draws.h"
#include "sim/faults/packets.h"

namespace faultline::sim {

FaultKind packet_duplication_fault() {
  return {
      .name = "packet_duplication",
      .summary = "packets between groups of hosts arrive twice: streams hide it, datagrams do not",
      .parameters = packet_parameters("what arrives twice of all packets"),
      .make =
          [](const engine::ParameterValues& values) {
            return on_packets(values, &PacketFault::duplicated);
          },
      .draw =
          [](const Topology& topology, engine::Prng& random) {
            return drawn_packets(topology, random, engine::Ratio{1'000'000 / 2});
          },
      .possible = several_datacenters,
      .needs = "datagrams"};
}

}  // namespace faultline::sim
