#include "sim/host/hosts.h"

namespace faultline::sim {

using engine::HostId;

Hosts::Hosts(const std::vector<engine::Machine>& machines,
             const std::vector<std::string>& datacenter_names)
    : machines_(machines.size()) {
  for (const engine::Machine& machine : machines) {
    Host host;
    host.name = machine.name();
    host.datacenter = machine.datacenter;
    hosts_.push_back(std::move(host));
  }
  for (std::size_t i = 0; i < datacenter_names.size(); ++i) {
    Host host;
    host.name = datacenter_names[i] + "/clients";
    host.datacenter = engine::DatacenterId(static_cast<std::uint32_t>(i));
    host.clients = true;
    hosts_.push_back(std::move(host));
  }
}

HostId Hosts::client_host(engine::DatacenterId datacenter) const {
  return HostId(static_cast<std::uint32_t>(machines_ + datacenter.value()));
}

std::vector<HostId> Hosts::named(std::string_view name) const {
  std::vector<HostId> found;
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    const std::string_view each = hosts_[i].name;
    const bool inside = each.size() > name.size() && each.substr(0, name.size()) == name &&
                        each[name.size()] == '/';
    // A client host is in its data center, whose name has no slash.
    const bool hit =
        hosts_[i].clients ? inside && name.find('/') == name.npos : each == name || inside;
    if (hit) found.push_back(HostId(static_cast<std::uint32_t>(i)));
  }
  return found;
}

}  // namespace faultline::sim
