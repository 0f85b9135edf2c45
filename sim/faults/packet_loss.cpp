// Packets get lost (a bad cable, a full queue): streams stand still until they are sent again.
#include "sim/faults/draws.h"
#include "sim/faults/packets.h"

namespace faultline::sim {

FaultKind packet_loss_fault() {
  return {
      .name = "packet_loss",
      .summary =
          "packets between groups of hosts get lost: streams send them again, datagrams are gone",
      .parameters = packet_parameters("what gets lost of all packets"),
      .make =
          [](const engine::ParameterValues& values) {
            return on_packets(values, &PacketFault::lost);
          },
      .draw =
          [](const Topology& topology, engine::Prng& random) {
            return drawn_packets(topology, random, engine::Ratio{1'000'000 / 2});
          },
      .possible = several_datacenters};
}

}  // namespace faultline::sim
