// The world's geography: data centers, racks, hosts, and the links between data centers, one a
// direction. Hosts are numbered in the order (data center, rack, index), names sorted. Messages
// between data centers take the route of least median latency; those within one data center meet
// its local link, those within one host its loopback (both chosen: 150 to 350 us and 20 us one
// way).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/ports/deployment.h"
#include "sim/network/latency.h"
#include "sim/plan.h"

namespace faultline::sim {

struct TopologyGraph;  // topology_graph.h

using LinkIndex = std::uint32_t;
using Route = std::vector<LinkIndex>;

// One direction of a link.
struct Link {
  std::string name;  // "us-east->eu-west"; "us-east" (local); "us-east/loopback"
  engine::DatacenterId from;
  engine::DatacenterId to;
  std::shared_ptr<const Latency> latency;
  std::optional<std::int64_t> bandwidth{};  // bytes a second; none: unlimited
  engine::Ratio loss{};                     // of all packets
  std::optional<std::int64_t> queue{};      // bytes that may wait for the bandwidth; none: any
  std::int64_t window = kSendWindow;        // bytes a stream may have under way
};

class Topology {
 public:
  // The plan is resolved: names are sorted, unique and known.
  explicit Topology(const TopologyPlan& plan);
  ~Topology();
  Topology(Topology&&) noexcept;
  Topology& operator=(Topology&&) noexcept;

  // Link i of the plan is 2i (from -> to) and 2i + 1; then the local links, then the loopbacks, in
  // the order of data centers.
  [[nodiscard]] std::span<const Link> links() const { return links_; }
  [[nodiscard]] LinkIndex local_link(engine::DatacenterId datacenter) const;
  [[nodiscard]] LinkIndex loopback_link(engine::DatacenterId datacenter) const;

  // The links from one data center to another, in order; the local link within one. Of routes that
  // take equally long the one whose last links have the smaller indexes. Empty: no way.
  [[nodiscard]] const Route& route(engine::DatacenterId from, engine::DatacenterId to) const;
  // The same without some links.
  [[nodiscard]] Route route(engine::DatacenterId from, engine::DatacenterId to,
                            const std::set<LinkIndex>& down_links) const;
  // For what else asks of the shape: cuts, reachability.
  [[nodiscard]] const TopologyGraph& graph() const { return *graph_; }

  [[nodiscard]] const std::vector<engine::Machine>& machines() const { return machines_; }
  [[nodiscard]] std::span<const std::string> datacenter_names() const { return datacenters_; }
  [[nodiscard]] std::optional<engine::DatacenterId> datacenter(std::string_view name) const;
  // "us-east/a/0"
  [[nodiscard]] const std::string& host_name(engine::HostId host) const;
  [[nodiscard]] std::optional<engine::HostId> host(std::string_view name) const;
  // Of a data center, a rack or one host by name, in order; empty: no such name.
  [[nodiscard]] std::vector<engine::HostId> hosts_of(std::string_view name) const;

 private:
  void add_machines(const DatacenterPlan& plan, engine::DatacenterId datacenter);
  void add_link(const LinkPlan& plan);
  // The routes from one data center to all, by number.
  [[nodiscard]] std::vector<Route> routes_from(engine::DatacenterId from,
                                               const std::set<LinkIndex>& down_links) const;

  std::vector<std::string> datacenters_;
  std::vector<engine::Machine> machines_;
  std::vector<std::string> host_names_;
  std::vector<Link> links_;
  std::size_t wide_links_ = 0;
  std::vector<Route> routes_;  // by from * data centers + to, all links up
  std::unique_ptr<TopologyGraph> graph_;
};

}  // namespace faultline::sim
