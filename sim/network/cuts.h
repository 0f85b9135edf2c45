// The cuts in force: which mode meets a message from one host to another. Cuts may overlap; the
// hardest mode wins: refused, stopped, jammed, slowed.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "sim/kernel/disturbance_id.h"
#include "sim/network/between_hosts.h"
#include "sim/network/cut.h"

namespace faultline::sim {

struct CutEffect {
  DisturbanceId id;
  PartitionMode mode = PartitionMode::kSlowed;
  engine::Duration stall_reset{};
  engine::Duration slowed_by{};
};

class Cuts {
 public:
  void add(DisturbanceId id, const Cut& cut, std::size_t hosts);
  void remove(DisturbanceId id) { active_.erase(id); }
  [[nodiscard]] bool any() const { return !active_.empty(); }
  [[nodiscard]] std::optional<CutEffect> between(engine::HostId from, engine::HostId to) const;

 private:
  struct Active {
    CutEffect effect;
    BetweenHosts where;
  };
  std::map<DisturbanceId, Active> active_;
};

}  // namespace faultline::sim
