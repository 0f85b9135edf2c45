// Faults on hosts: which hosts parameters name, and the fault that breaks the same thing on each of
// them and leaves it at that.
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

// A time that passes between two steps of a fault: never none, or it would not let time go on.
[[nodiscard]] inline engine::Parameter pause_parameter(std::string_view name,
                                                       std::string_view summary,
                                                       std::string_view by_default) {
  return {.name = name,
          .unit = engine::ParameterUnit::kDuration,
          .summary = summary,
          .default_text = by_default,
          .least = 1'000'000};
}

// Of hosts from different groups, every way from one group to another, the ways out of the first
// group first.
struct Way {
  std::vector<engine::HostId> from;
  std::vector<engine::HostId> to;
};
[[nodiscard]] inline std::vector<Way> ways_between(const FaultTarget& target,
                                                   const engine::Groups& groups) {
  std::vector<Way> ways;
  for (const engine::Names& from : groups)
    for (const engine::Names& to : groups)
      if (&from != &to) ways.push_back({named_hosts(target, from), named_hosts(target, to)});
  return ways;
}

}  // namespace faultline::sim
