// The way of a message from one host to another: the links of its route, what each takes, and what
// is wrong with them. A link that is down is not used; without another way nothing gets through.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "sim/host/hosts.h"
#include "sim/kernel/disturbance_id.h"
#include "sim/network/topology.h"
#include "sim/network/trouble.h"
#include "sim/network/weather.h"

namespace faultline::sim {

class Paths {
 public:
  Paths(const Topology& topology, const Hosts& hosts, std::uint64_t seed,
        DisturbanceWatcher& watcher);

  void add(DisturbanceId id, const LinkFault& fault);
  void remove(DisturbanceId id);

  // When a message arrives that leaves its host now and waits for nobody: latency, and on each link
  // the time its bytes take.
  [[nodiscard]] engine::Instant arrival(engine::HostId from, engine::HostId to, std::size_t size,
                                        engine::Instant now);
  // How much later than the message before it one arrives that left with it in one packet: what
  // the narrowest link of the route takes for its bytes.
  [[nodiscard]] engine::Duration behind(engine::HostId from, engine::HostId to,
                                        std::size_t size) const;
  // Whether one of the route's links loses it.
  [[nodiscard]] bool loses(engine::HostId from, engine::HostId to, engine::Instant now);
  // The middle of the time that an answer takes back; no weather, so that asking changes nothing.
  [[nodiscard]] engine::Duration usual(engine::HostId from, engine::HostId to) const;
  // None: there is a way. Else one of the faults that leave none.
  [[nodiscard]] std::optional<DisturbanceId> severed(engine::HostId from, engine::HostId to) const;
  [[nodiscard]] const Route& route(engine::HostId from, engine::HostId to) const;
  // Bytes a second, faults counted in; none: unlimited.
  [[nodiscard]] std::optional<std::int64_t> bandwidth(LinkIndex link) const;
  // The least window of the route: what a stream may have under way.
  [[nodiscard]] std::int64_t window(engine::HostId from, engine::HostId to) const;
  // The direct links from one data center to another.
  [[nodiscard]] std::vector<LinkIndex> links(engine::DatacenterId from,
                                             engine::DatacenterId to) const;
  [[nodiscard]] const Link& link(LinkIndex index) const { return topology_->links()[index]; }

 private:
  [[nodiscard]] engine::DatacenterId datacenter_of(engine::HostId host) const {
    return hosts_->at(host).datacenter;
  }
  [[nodiscard]] bool acts_on(const LinkFault& fault, const Link& link) const {
    return fault.from == link.from && fault.to == link.to;
  }
  void find_routes();
  void notice_detour(engine::HostId from, engine::HostId to);

  const Topology* topology_;
  const Hosts* hosts_;
  DisturbanceWatcher* watcher_;
  Weather latency_weather_;
  Weather loss_weather_;
  std::map<DisturbanceId, LinkFault> faults_;
  std::vector<Route> routes_;     // by from * data centers + to
  std::vector<Route> loopbacks_;  // by data center
  bool rerouted_ = false;         // some link is down
};

}  // namespace faultline::sim
