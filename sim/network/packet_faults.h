// The packet faults in force, and what they do to the next packet from one host to another. Drawn
// by counter like the weather (weather.h), so that all engines meet the same faults at the same
// time.
#pragma once

#include <map>
#include <vector>

#include "sim/host/hosts.h"
#include "sim/kernel/disturbance_id.h"
#include "sim/network/between_hosts.h"
#include "sim/network/trouble.h"
#include "sim/network/weather.h"

namespace faultline::sim {

struct PacketFate {
  bool lost = false;
  bool duplicated = false;
  bool reordered = false;
  bool corrupted = false;
};

class PacketFaults {
 public:
  PacketFaults(const Hosts& hosts, std::uint64_t seed, DisturbanceWatcher& watcher);
  void add(DisturbanceId id, const PacketFault& fault);
  void remove(DisturbanceId id) { active_.erase(id); }
  [[nodiscard]] bool any() const { return !active_.empty(); }
  // Of one packet that departs now; whatever befalls it is felt.
  [[nodiscard]] PacketFate next(engine::HostId from, engine::HostId to, engine::Instant now);

 private:
  struct Active {
    PacketFault what;
    BetweenHosts where;
  };
  const Hosts* hosts_;
  DisturbanceWatcher* watcher_;
  Weather weather_;  // one "link" a sending host
  std::map<DisturbanceId, Active> active_;
};

}  // namespace faultline::sim
