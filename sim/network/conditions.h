// What the network is like right now: the ways, and what is wrong with them. Streams and datagrams
// meet the same.
#pragma once

#include "sim/network/cuts.h"
#include "sim/network/packet_faults.h"
#include "sim/network/paths.h"

namespace faultline::sim {

struct Conditions {
  Conditions(const Topology& topology, const Hosts& hosts, std::uint64_t seed,
             DisturbanceWatcher& watcher)
      : paths(topology, hosts, seed, watcher), packets(hosts, seed, watcher) {}

  // What meets a packet from one host to another; where no way is left, a stopped cut.
  [[nodiscard]] std::optional<CutEffect> cut(engine::HostId from, engine::HostId to) const;
  // Nothing gets from one to the other, or only what a stream resets over.
  [[nodiscard]] bool separated(engine::HostId from, engine::HostId to) const;

  Paths paths;
  PacketFaults packets;
  Cuts cuts;
};

}  // namespace faultline::sim
