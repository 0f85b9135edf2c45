// Faults on hosts: which hosts a parameter names, and the fault that breaks the same thing on each
// of them and leaves it at that.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "sim/faults/fault.h"

namespace faultline::sim {

// Hosts, racks and data centers mixed. Each host once, in order, so that one named twice is not
// crashed twice.
[[nodiscard]] inline std::vector<engine::HostId> named_hosts(const FaultTarget& target,
                                                             const engine::Names& names) {
  std::set<engine::HostId> hosts;
  for (const std::string& name : names)
    for (const engine::HostId host : target.hosts_of(name)) hosts.insert(host);
  return {hosts.begin(), hosts.end()};
}

template <class Make>
class OnHosts final : public Fault {
 public:
  OnHosts(engine::Names names, Make make) : names_(std::move(names)), make_(std::move(make)) {}
  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    for (const engine::HostId host : named_hosts(target, names_)) disturb(target, make_(host));
    return std::nullopt;
  }

 private:
  engine::Names names_;
  Make make_;
};

// `make`: host -> Disturbance. The hosts are those of the parameter "hosts".
template <class Make>
[[nodiscard]] std::unique_ptr<Fault> on_hosts(const engine::ParameterValues& values, Make make) {
  return std::make_unique<OnHosts<Make>>(engine::get<engine::Names>(values, "hosts"),
                                         std::move(make));
}

[[nodiscard]] inline engine::Parameter hosts_parameter() {
  return {"hosts", engine::ParameterUnit::kHosts, "hosts, racks or data centers", ""};
}
[[nodiscard]] inline engine::Parameter role_parameter() {
  return {"role", engine::ParameterUnit::kRole, "the processes of one role only; empty: all",
          "\"\""};
}

}  // namespace faultline::sim
