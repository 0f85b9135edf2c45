#include "sim/network/packet_faults.h"

#include "engine/base/hash.h"

namespace faultline::sim {

using engine::HostId;
using engine::Instant;

PacketFaults::PacketFaults(const Hosts& hosts, std::uint64_t seed, DisturbanceWatcher& watcher)
    : hosts_(&hosts), watcher_(&watcher), weather_(engine::hash64("packet faults", seed)) {}

void PacketFaults::add(DisturbanceId id, const PacketFault& fault) {
  active_.emplace(id, Active{fault, BetweenHosts(fault.from, fault.to, hosts_->size())});
}

PacketFate PacketFaults::next(HostId from, HostId to, Instant now) {
  PacketFate fate;
  for (const auto& [id, active] : active_) {
    if (!active.where.covers(from, to)) continue;
    const auto drawn = [&, fault = id](engine::Ratio share) {
      if (share.ppm == 0 || !hits(weather_.draw(from.value(), now), share)) return false;
      watcher_->met(fault);
      return true;
    };
    fate.lost |= drawn(active.what.lost);
    fate.duplicated |= drawn(active.what.duplicated);
    fate.reordered |= drawn(active.what.reordered);
    fate.corrupted |= drawn(active.what.corrupted);
  }
  return fate;
}

}  // namespace faultline::sim
