// Which packets something acts on: those from some hosts to others. A table, since it is asked for
// every packet.
#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace faultline::sim {

class BetweenHosts {
 public:
  BetweenHosts(const std::vector<engine::HostId>& from, const std::vector<engine::HostId>& to,
               std::size_t hosts)
      : from_(hosts, false), to_(hosts, false) {
    for (const engine::HostId host : from) from_.at(host.value()) = true;
    for (const engine::HostId host : to) to_.at(host.value()) = true;
  }
  [[nodiscard]] bool covers(engine::HostId from, engine::HostId to) const {
    return from_[from.value()] && to_[to.value()];
  }

 private:
  std::vector<bool> from_;  // by host
  std::vector<bool> to_;
};

}  // namespace faultline::sim
