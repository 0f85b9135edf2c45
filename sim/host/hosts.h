// The machines of a run: the scenario's hosts, and in each data center one more for its clients.
// The monotonic clock runs with true time and never jumps.
//
// A plan's time 0 comes kWarmUp after the machines start, so that connections are up when the first
// client asks; wall clocks count from the plan's time 0.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/ports/deployment.h"
#include "sim/host/breakage.h"
#include "sim/host/wall_clock.h"

namespace faultline::sim {

inline constexpr engine::Duration kWarmUp = std::chrono::seconds(5);

struct Host {
  std::string name;  // "us-east/a/0"; "us-east/clients"
  engine::DatacenterId datacenter;
  bool clients = false;       // carries client libraries only
  std::uint32_t outages = 0;  // power losses not yet over; with any it answers nothing
  [[nodiscard]] bool up() const { return outages == 0; }
  WallClock clock;
  std::map<DisturbanceId, engine::Ratio> slowed;  // by how much each
  std::set<DisturbanceId> disk_full;
  std::map<DisturbanceId, Buggified> buggified;
};

class Hosts {
 public:
  // HostIds of machines are their positions; the client hosts follow, in the order of data centers.
  Hosts(const std::vector<engine::Machine>& machines,
        const std::vector<std::string>& datacenter_names);

  [[nodiscard]] Host& at(engine::HostId host) { return hosts_.at(host.value()); }
  [[nodiscard]] const Host& at(engine::HostId host) const { return hosts_.at(host.value()); }
  [[nodiscard]] std::size_t size() const { return hosts_.size(); }
  [[nodiscard]] engine::HostId client_host(engine::DatacenterId datacenter) const;
  // "us-east" (with its clients), "us-east/a", "us-east/a/0"; empty: no such name. Client hosts
  // have no name of their own here: a rack may be called "clients".
  [[nodiscard]] std::vector<engine::HostId> named(std::string_view name) const;

  [[nodiscard]] engine::WallTime wall(engine::HostId host, engine::Instant now) const {
    return at(host).clock.at(now - kWarmUp);
  }
  // What it shows beyond true time.
  [[nodiscard]] engine::Duration clock_offset(engine::HostId host, engine::Instant now) const {
    return at(host).clock.offset(now - kWarmUp);
  }
  [[nodiscard]] static engine::MonotonicTime monotonic(engine::Instant now) {
    return engine::MonotonicTime(now.time_since_epoch());
  }

 private:
  std::vector<Host> hosts_;
  std::size_t machines_;
};

}  // namespace faultline::sim
