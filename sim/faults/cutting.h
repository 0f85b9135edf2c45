// What all faults that cut the network share: how a cut treats what meets it, as the parameters
// "mode", "stall_reset" and "slowed_by" (shared cli.md, scenario), and cuts in both directions.
#pragma once

#include <vector>

#include "sim/faults/fault.h"

namespace faultline::sim {

using HostList = std::vector<engine::HostId>;

class Cutting : public Fault {
 protected:
  explicit Cutting(const engine::ParameterValues& values);
  DisturbanceId cut(FaultTarget& target, const HostList& from, const HostList& to);
  // Cuts hosts from hosts, both ways; the handles of both directions.
  std::vector<DisturbanceId> part(FaultTarget& target, const HostList& one, const HostList& other);

 private:
  PartitionMode mode_;
  engine::Duration stall_reset_;
  engine::Duration slowed_by_;
};

// Every host of the world, those of the clients too, that is not in `hosts`.
[[nodiscard]] HostList all_but(const FaultTarget& target, const HostList& hosts);

// The fault's own parameters and after them those of the cut.
[[nodiscard]] std::vector<engine::Parameter> with_cut_parameters(
    std::vector<engine::Parameter> own);
// Values for a swarm's cut.
[[nodiscard]] engine::ParameterValues drawn_cut(engine::Prng& random);

}  // namespace faultline::sim
