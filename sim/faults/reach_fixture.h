// For tests of faults that cut the network: who still reaches whom.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/faults/recording_target.h"

namespace faultline::sim {

[[nodiscard]] inline bool reaches(const RecordingTarget& target, std::string_view from,
                                  std::string_view to) {
  const engine::HostId one = target.hosts_of(from).front();
  const engine::HostId other = target.hosts_of(to).front();
  const auto names = [](const std::vector<engine::HostId>& hosts, engine::HostId host) {
    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
  };
  for (const Cut& cut : target.all<Cut>())
    if (names(cut.from, one) && names(cut.to, other)) return false;
  return true;
}

// Of the hosts of the topology, all that this one reaches; itself among them.
[[nodiscard]] inline std::set<std::string> reached_from(const RecordingTarget& target,
                                                        std::string_view host) {
  std::set<std::string> reached;
  for (const engine::Machine& machine : target.topology().machines())
    if (reaches(target, host, machine.name())) reached.insert(machine.name());
  return reached;
}

// The parameters of a cut with the given others.
[[nodiscard]] inline engine::ParameterValues cut_values(engine::ParameterValues others) {
  others["mode"] = {std::string("refused")};
  others["stall_reset"] = {engine::Duration(120)};
  others["slowed_by"] = {engine::Duration(5)};
  return others;
}

}  // namespace faultline::sim
