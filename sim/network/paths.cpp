#include "sim/network/paths.h"

#include <algorithm>
#include <set>

#include "engine/base/hash.h"
#include "sim/kernel/scaled.h"

namespace faultline::sim {

using engine::DatacenterId;
using engine::Duration;
using engine::HostId;
using engine::Instant;

Paths::Paths(const Topology& topology, const Hosts& hosts, std::uint64_t seed,
             DisturbanceWatcher& watcher)
    : topology_(&topology),
      hosts_(&hosts),
      watcher_(&watcher),
      latency_weather_(engine::hash64("weather", seed)),
      loss_weather_(engine::hash64("loss", seed)) {
  for (std::uint32_t d = 0; d < topology.datacenter_names().size(); ++d)
    loopbacks_.push_back({topology.loopback_link(DatacenterId(d))});
  find_routes();
}

void Paths::add(DisturbanceId id, const LinkFault& fault) {
  faults_.emplace(id, fault);
  if (fault.down) find_routes();
}

void Paths::remove(DisturbanceId id) {
  const auto fault = faults_.find(id);
  const bool was_down = fault->second.down;
  faults_.erase(fault);
  if (was_down) find_routes();
}

void Paths::find_routes() {
  std::set<LinkIndex> down;
  for (LinkIndex index = 0; index < topology_->links().size(); ++index)
    for (const auto& [id, fault] : faults_)
      if (fault.down && acts_on(fault, link(index))) down.insert(index);
  rerouted_ = !down.empty();
  routes_.clear();
  const auto datacenters = static_cast<std::uint32_t>(topology_->datacenter_names().size());
  for (std::uint32_t from = 0; from < datacenters; ++from)
    for (std::uint32_t to = 0; to < datacenters; ++to)
      routes_.push_back(down.empty()
                            ? topology_->route(DatacenterId(from), DatacenterId(to))
                            : topology_->route(DatacenterId(from), DatacenterId(to), down));
}

const Route& Paths::route(HostId from, HostId to) const {
  const DatacenterId source = datacenter_of(from);
  if (from == to) return loopbacks_[source.value()];
  return routes_[source.value() * topology_->datacenter_names().size() + datacenter_of(to).value()];
}

std::optional<DisturbanceId> Paths::severed(HostId from, HostId to) const {
  if (faults_.empty() || !route(from, to).empty()) return std::nullopt;
  for (const auto& [id, fault] : faults_)
    if (fault.down) return id;
  return std::nullopt;
}

std::optional<std::int64_t> Paths::bandwidth(LinkIndex index) const {
  std::optional<std::int64_t> least = link(index).bandwidth;
  for (const auto& [id, fault] : faults_)
    if (fault.bandwidth && acts_on(fault, link(index)))
      least = std::min(least.value_or(*fault.bandwidth), *fault.bandwidth);
  return least;
}

Instant Paths::arrival(HostId from, HostId to, std::size_t size, Instant now) {
  Instant at = now;
  if (rerouted_ && from != to) notice_detour(from, to);
  for (const LinkIndex index : route(from, to)) {
    if (const auto limit = bandwidth(index))
      at += time_to_send(static_cast<std::int64_t>(size), *limit);
    const Instant sent = at;
    at += link(index).latency->at(latency_weather_.draw(index, sent));
    for (const auto& [id, fault] : faults_) {
      if (!acts_on(fault, link(index))) continue;
      watcher_->met(id);
      if (fault.extra) at += fault.extra->at(loss_weather_.draw(index, sent));
    }
  }
  return at;
}

Duration Paths::behind(HostId from, HostId to, std::size_t size) const {
  Duration longest(0);
  for (const LinkIndex index : route(from, to))
    if (const auto limit = bandwidth(index))
      longest = std::max(longest, time_to_send(static_cast<std::int64_t>(size), *limit));
  return longest;
}

// Whoever takes another way than usual feels what is down on the usual one.
void Paths::notice_detour(HostId from, HostId to) {
  for (const LinkIndex index : topology_->route(datacenter_of(from), datacenter_of(to)))
    for (const auto& [id, fault] : faults_)
      if (fault.down && acts_on(fault, link(index))) watcher_->met(id);
}

bool Paths::loses(HostId from, HostId to, Instant now) {
  bool lost = false;
  for (const LinkIndex index : route(from, to))
    if (link(index).loss.ppm > 0) lost |= hits(loss_weather_.draw(index, now), link(index).loss);
  return lost;
}

std::int64_t Paths::window(HostId from, HostId to) const {
  std::int64_t least = kSendWindow;
  for (const LinkIndex index : route(from, to)) least = std::min(least, link(index).window);
  return least;
}

std::vector<LinkIndex> Paths::links(DatacenterId from, DatacenterId to) const {
  std::vector<LinkIndex> found;
  for (LinkIndex index = 0; index < topology_->links().size(); ++index)
    if (link(index).from == from && link(index).to == to) found.push_back(index);
  return found;
}

Duration Paths::usual(HostId from, HostId to) const {
  Duration time{};
  for (const LinkIndex index : route(from, to)) time += link(index).latency->median();
  return time;
}

}  // namespace faultline::sim
