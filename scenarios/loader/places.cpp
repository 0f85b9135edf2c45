#include "scenarios/loader/places.h"

#include <algorithm>

namespace faultline::scenarios {

void Places::add_rack(const std::string& datacenter, const std::string& rack,
                      std::optional<std::uint32_t> hosts) {
  datacenters_[datacenter].racks[rack] = hosts;
}

void Places::add_link(const std::string& one, const std::string& other) {
  links_.insert(std::minmax(one, other));
}

bool Places::linked(const std::string& one, const std::string& other) const {
  return open_ || links_open_ || links_.contains(std::minmax(one, other));
}

std::vector<std::string> Places::links() const {
  std::vector<std::string> result;
  for (const auto& [one, other] : links_) result.push_back("[\"" + one + "\", \"" + other + "\"]");
  return result;
}

bool Places::has_datacenter(std::string_view name) const {
  return open_ || datacenters_.find(name) != datacenters_.end();
}

std::vector<std::string> Places::hosts_of(std::string_view name) const {
  const std::string whole(name);
  if (open_) return {whole};
  const std::size_t first = name.find('/');
  const auto datacenter = datacenters_.find(name.substr(0, first));
  if (datacenter == datacenters_.end()) return {};
  if (datacenter->second.open) return {whole};
  const std::string prefix = datacenter->first + "/";
  std::vector<std::string> result;
  for (const auto& [rack, hosts] : datacenter->second.racks) {
    const std::string rack_name = prefix + rack;
    const bool within = whole == rack_name || whole.starts_with(rack_name + "/");
    if (first != std::string_view::npos && !within) continue;
    if (!hosts) {
      result.push_back(within ? whole : rack_name);
      continue;
    }
    for (std::uint32_t index = 0; index < *hosts; ++index) {
      std::string host = rack_name + "/" + std::to_string(index);
      if (first == std::string_view::npos || whole == rack_name || whole == host)
        result.push_back(std::move(host));
    }
  }
  return result;
}

bool Places::has_host(std::string_view name) const {
  const std::vector<std::string> hosts = hosts_of(name);
  return hosts.size() == 1 && hosts.front() == name;
}

std::vector<std::string> Places::datacenters() const {
  std::vector<std::string> result;
  for (const auto& [name, datacenter] : datacenters_) result.push_back(name);
  return result;
}

std::vector<std::string> Places::hosts() const {
  std::vector<std::string> result;
  for (const auto& [name, datacenter] : datacenters_)
    for (std::string& host : hosts_of(name)) result.push_back(std::move(host));
  return result;
}

std::vector<std::string> Places::all() const {
  std::vector<std::string> result = datacenters();
  for (const auto& [name, datacenter] : datacenters_)
    for (const auto& [rack, hosts] : datacenter.racks) result.push_back(name + "/" + rack);
  for (std::string& host : hosts()) result.push_back(std::move(host));
  return result;
}

}  // namespace faultline::scenarios
