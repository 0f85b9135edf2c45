// How long a message takes from one host to another: over the links of its route, each with its
// weather and its bandwidth. Messages never wait for each other on latency, only on bandwidth.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "sim/host/hosts.h"
#include "sim/network/topology.h"
#include "sim/network/weather.h"

namespace faultline::sim {

class Paths {
 public:
  Paths(const Topology& topology, const Hosts& hosts, std::uint64_t seed);
  // When a message of that size arrives. `queues`: it departs now, so it waits for the bandwidth of
  // its first link and takes it; to book later links, or a later departure, now would hold up
  // messages that are there before.
  [[nodiscard]] engine::Instant arrival(engine::HostId from, engine::HostId to, std::size_t size,
                                        engine::Instant departs, bool queues);

 private:
  // The same over one link.
  [[nodiscard]] engine::Instant over(LinkIndex index, std::size_t size, engine::Instant at,
                                     bool queues);

  const Topology* topology_;
  const Hosts* hosts_;
  Weather weather_;
  std::vector<engine::Instant> free_at_;  // by link: when its bandwidth is free again
};

}  // namespace faultline::sim
