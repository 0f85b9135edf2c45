// Faults that befall a share of the packets between groups of hosts, both ways.
#pragma once

#include <string_view>

#include "sim/faults/fault.h"

namespace faultline::sim {

using PacketShare = engine::Ratio PacketFault::*;

[[nodiscard]] std::unique_ptr<Fault> on_packets(const engine::ParameterValues& values,
                                                PacketShare which);
// "groups" and "share".
[[nodiscard]] std::vector<engine::Parameter> packet_parameters(std::string_view summary_of_share);
// Of what a swarm draws, `most` is the largest share.
[[nodiscard]] engine::ParameterValues drawn_packets(const Topology& topology, engine::Prng& random,
                                                    engine::Ratio most);

}  // namespace faultline::sim
