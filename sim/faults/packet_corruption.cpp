// Bytes change on their way and pass the checksum of TCP (Stone and Partridge, SIGCOMM 2000); the
// receiver's own checksum tells, and it resets the stream.
#include "sim/faults/draws.h"
#include "sim/faults/packets.h"

namespace faultline::sim {

FaultKind packet_corruption_fault() {
  return {
      .name = "packet_corruption",
      .summary = "bytes change on their way: the receiver's checksum tells, and the stream resets",
      .parameters = packet_parameters("what arrives with other bytes of all packets"),
      .make =
          [](const engine::ParameterValues& values) {
            return on_packets(values, &PacketFault::corrupted);
          },
      .draw =
          [](const Topology& topology, engine::Prng& random) {
            return drawn_packets(topology, random, engine::Ratio{1'000'000 / 50});
          },
      .possible = several_datacenters};
}

}  // namespace faultline::sim
