// The cuts in force: which mode meets a message from one host to another. Cuts may overlap; the
// hardest mode wins: refused, stopped, jammed, slowed.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "sim/network/cut.h"

namespace faultline::sim {

struct CutEffect {
  PartitionMode mode = PartitionMode::kSlowed;
  engine::Duration stall_reset{};
  engine::Duration slowed_by{};
};

class Cuts {
 public:
  CutId add(Cut cut, std::size_t hosts);
  void remove(CutId cut);
  [[nodiscard]] bool any() const { return !active_.empty(); }
  [[nodiscard]] std::optional<CutEffect> between(engine::HostId from, engine::HostId to) const;

 private:
  struct Active {
    CutEffect effect;
    std::vector<bool> from;  // by host
    std::vector<bool> to;
  };
  std::map<CutId, Active> active_;
  std::uint32_t next_ = 0;
};

}  // namespace faultline::sim
