// The hosts that a fault's parameter names: hosts, racks and data centers mixed. Each once, in
// order, so that a host named twice is not crashed twice.
#pragma once

#include <set>
#include <vector>

#include "sim/faults/fault.h"

namespace faultline::sim {

[[nodiscard]] inline std::vector<engine::HostId> named_hosts(const FaultTarget& target,
                                                             const engine::Names& names) {
  std::set<engine::HostId> hosts;
  for (const std::string& name : names)
    for (const engine::HostId host : target.hosts_of(name)) hosts.insert(host);
  return {hosts.begin(), hosts.end()};
}

}  // namespace faultline::sim
