#include "sim/network/paths.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/hash.h"

namespace faultline::sim {

using engine::Duration;
using engine::HostId;
using engine::Instant;

Paths::Paths(const Topology& topology, const Hosts& hosts, std::uint64_t seed)
    : topology_(&topology),
      hosts_(&hosts),
      weather_(engine::hash64("weather", seed)),
      free_at_(topology.links().size()) {}

Instant Paths::arrival(HostId from, HostId to, std::size_t size, Instant departs, bool queues) {
  const engine::DatacenterId source = hosts_->at(from).datacenter;
  const engine::DatacenterId target = hosts_->at(to).datacenter;
  if (from == to) return over(topology_->loopback_link(source), size, departs, queues);
  const Route& route = topology_->route(source, target);
  FL_ASSERT(!route.empty(), "the loader checked that data centers reach each other");
  Instant at = departs;
  for (const LinkIndex index : route) at = over(index, size, at, queues && index == route.front());
  return at;
}

Instant Paths::over(LinkIndex index, std::size_t size, Instant at, bool queues) {
  const Link& link = topology_->links()[index];
  if (link.bandwidth) {
    if (queues) at = std::max(at, free_at_[index]);
    at += Duration(static_cast<std::int64_t>(size) * 1'000'000'000 / *link.bandwidth);
    if (queues) free_at_[index] = at;
  }
  return at + link.latency->at(weather_.draw(index, at));
}

}  // namespace faultline::sim
