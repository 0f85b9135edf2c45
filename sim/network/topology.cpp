#include "sim/network/topology.h"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <limits>
#include <utility>

#include "engine/base/assert.h"
#include "sim/network/topology_graph.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::Duration;
using engine::HostId;
using Adjacency = TopologyGraph::Adjacency;

constexpr std::int64_t kUnreachable = std::numeric_limits<std::int64_t>::max();

std::shared_ptr<const Latency> chosen(std::string kind, engine::ParameterValues values) {
  return make_latency({std::move(kind), std::move(values)});
}
std::shared_ptr<const Latency> local_latency(const TopologyPlan& plan) {
  if (plan.local_latency) return make_latency(*plan.local_latency);
  return chosen("uniform", {{"min", {Duration(std::chrono::microseconds(150))}},
                            {"max", {Duration(std::chrono::microseconds(350))}}});
}
std::shared_ptr<const Latency> loopback_latency() {
  return chosen("constant", {{"value", {Duration(std::chrono::microseconds(20))}}});
}

struct LinkIsUp {
  const Adjacency* adjacency = nullptr;
  const std::set<LinkIndex>* down = nullptr;
  bool operator()(const Adjacency::edge_descriptor& edge) const {
    return !down->contains((*adjacency)[edge].link);
  }
};
using UpGraph = boost::filtered_graph<Adjacency, LinkIsUp>;

// The edge on which the shortest way from the source enters `vertex`: of equally good ones that
// with the smallest link. Weights are positive, so walking back always ends at the source.
std::optional<Adjacency::edge_descriptor> entry(const UpGraph& graph,
                                                const std::vector<std::int64_t>& distance,
                                                std::size_t vertex) {
  std::optional<Adjacency::edge_descriptor> best;
  const auto [first, last] = boost::edges(graph);
  for (auto edge = first; edge != last; ++edge) {
    const std::size_t before = boost::source(*edge, graph);
    if (boost::target(*edge, graph) != vertex || distance[before] == kUnreachable) continue;
    if (distance[before] + graph[*edge].weight != distance[vertex]) continue;
    if (!best || graph[*edge].link < graph[*best].link) best = *edge;
  }
  return best;
}

}  // namespace

Topology::Topology(const TopologyPlan& plan) : graph_(std::make_unique<TopologyGraph>()) {
  for (const DatacenterPlan& datacenter : plan.datacenters) {
    FL_ASSERT(datacenters_.empty() || datacenters_.back() < datacenter.name,
              "data centers are sorted by name");
    datacenters_.push_back(datacenter.name);
    add_machines(datacenter, DatacenterId(static_cast<std::uint32_t>(datacenters_.size() - 1)));
  }
  graph_->adjacency = Adjacency(datacenters_.size());
  for (const LinkPlan& link : plan.links) add_link(link);
  wide_links_ = links_.size();
  for (std::uint32_t d = 0; d < datacenters_.size(); ++d)
    links_.push_back({datacenters_[d], DatacenterId(d), DatacenterId(d), local_latency(plan)});
  for (std::uint32_t d = 0; d < datacenters_.size(); ++d)
    links_.push_back(
        {datacenters_[d] + "/loopback", DatacenterId(d), DatacenterId(d), loopback_latency()});
  for (std::uint32_t d = 0; d < datacenters_.size(); ++d)
    for (Route& route : routes_from(DatacenterId(d), {})) routes_.push_back(std::move(route));
}
Topology::~Topology() = default;
Topology::Topology(Topology&&) noexcept = default;
Topology& Topology::operator=(Topology&&) noexcept = default;

void Topology::add_machines(const DatacenterPlan& plan, DatacenterId datacenter) {
  std::uint32_t rack_number = 0;
  for (const RackPlan& rack : plan.racks) {
    FL_ASSERT(rack_number == 0 || plan.racks[rack_number - 1].name < rack.name,
              "racks are sorted by name");
    for (std::uint32_t index = 0; index < rack.hosts; ++index) {
      const HostId host(static_cast<std::uint32_t>(machines_.size()));
      machines_.push_back(
          {host, datacenter, engine::RackId(rack_number), index, plan.name, rack.name});
      host_names_.push_back(machines_.back().name());
    }
    ++rack_number;
  }
}

void Topology::add_link(const LinkPlan& plan) {
  const auto from = datacenter(plan.from);
  const auto to = datacenter(plan.to);
  FL_ASSERT(from && to && from != to, "a link joins two data centers of the plan");
  const std::shared_ptr<const Latency> latency = make_latency(plan.latency);
  const auto add = [&](DatacenterId tail, DatacenterId head, const std::string& name) {
    const auto index = static_cast<LinkIndex>(links_.size());
    links_.push_back(
        {name, tail, head, latency, plan.bandwidth, plan.loss, plan.queue, plan.window});
    const std::int64_t weight = std::max<std::int64_t>(latency->median().count(), 1);
    boost::add_edge(tail.value(), head.value(), TopologyEdge{index, weight}, graph_->adjacency);
  };
  add(*from, *to, plan.from + "->" + plan.to);
  add(*to, *from, plan.to + "->" + plan.from);
}

std::vector<Route> Topology::routes_from(DatacenterId from,
                                         const std::set<LinkIndex>& down_links) const {
  const Adjacency& adjacency = graph_->adjacency;
  const UpGraph graph(adjacency, LinkIsUp{&adjacency, &down_links});
  std::vector<std::int64_t> distance(datacenters_.size(), kUnreachable);
  boost::dijkstra_shortest_paths(
      graph, from.value(),
      boost::weight_map(boost::get(&TopologyEdge::weight, adjacency))
          .distance_map(boost::make_iterator_property_map(
              distance.begin(), boost::get(boost::vertex_index, adjacency)))
          .distance_inf(kUnreachable));
  std::vector<Route> routes(datacenters_.size());
  for (std::size_t to = 0; to < routes.size(); ++to) {
    if (to == from.value()) {
      routes[to] = {local_link(from)};
      continue;
    }
    if (distance[to] == kUnreachable) continue;
    for (std::size_t vertex = to; vertex != from.value();) {
      const auto edge = entry(graph, distance, vertex);
      FL_ASSERT(edge.has_value(), "a reachable data center is entered by some link");
      routes[to].push_back(graph[*edge].link);
      vertex = boost::source(*edge, graph);
    }
    std::reverse(routes[to].begin(), routes[to].end());
  }
  return routes;
}

LinkIndex Topology::local_link(DatacenterId datacenter) const {
  return static_cast<LinkIndex>(wide_links_ + datacenter.value());
}
LinkIndex Topology::loopback_link(DatacenterId datacenter) const {
  return static_cast<LinkIndex>(wide_links_ + datacenters_.size() + datacenter.value());
}

const Route& Topology::route(DatacenterId from, DatacenterId to) const {
  return routes_.at(from.value() * datacenters_.size() + to.value());
}
Route Topology::route(DatacenterId from, DatacenterId to,
                      const std::set<LinkIndex>& down_links) const {
  return std::move(routes_from(from, down_links).at(to.value()));
}

std::optional<DatacenterId> Topology::datacenter(std::string_view name) const {
  const auto found = std::lower_bound(datacenters_.begin(), datacenters_.end(), name);
  if (found == datacenters_.end() || *found != name) return std::nullopt;
  return DatacenterId(static_cast<std::uint32_t>(found - datacenters_.begin()));
}

const std::string& Topology::host_name(HostId host) const {
  return host_names_.at(host.value());
}

std::optional<HostId> Topology::host(std::string_view name) const {
  // Few hosts, asked while a run is set up; index 10 sorts after 9, so names are not in order.
  const auto found = std::find(host_names_.begin(), host_names_.end(), name);
  if (found == host_names_.end()) return std::nullopt;
  return HostId(static_cast<std::uint32_t>(found - host_names_.begin()));
}

std::vector<HostId> Topology::hosts_of(std::string_view name) const {
  if (const auto one = host(name)) return {*one};
  std::vector<HostId> hosts;
  for (const engine::Machine& machine : machines_)
    if (machine.datacenter_name == name ||
        machine.datacenter_name + "/" + machine.rack_name == name)
      hosts.push_back(machine.host);
  return hosts;
}

}  // namespace faultline::sim
