#include "sim/network/topology.h"

#include <boost/graph/graph_traits.hpp>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/network/topology_graph.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::Duration;
using engine::HostId;
using std::chrono::microseconds;
using std::chrono::milliseconds;

LinkPlan link(std::string from, std::string to, std::int64_t median_ms) {
  return {std::move(from),
          std::move(to),
          {"constant", {{"value", {Duration(milliseconds(median_ms))}}}},
          std::nullopt};
}

// asia - eu 120, eu - us 40, asia - us 90, asia - za 100, us - za 110; "island" has no link.
TopologyPlan world() {
  const std::vector<RackPlan> racks = {{"a", 2}, {"b", 1}};
  return {
      {{"asia", racks}, {"eu", racks}, {"island", {{"a", 1}}}, {"us", racks}, {"za", {{"a", 11}}}},
      {link("asia", "eu", 120), link("eu", "us", 40), link("asia", "us", 90),
       link("asia", "za", 100), link("us", "za", 110)}};
}

// "asia->us us->eu"
std::string words(const Topology& topology, const Route& route) {
  std::string text;
  for (const LinkIndex index : route) {
    if (!text.empty()) text += " ";
    text += topology.links()[index].name;
  }
  return text;
}
std::string way(const Topology& topology, std::string_view from, std::string_view to,
                const std::set<LinkIndex>& down = {}) {
  const DatacenterId tail = *topology.datacenter(from);
  const DatacenterId head = *topology.datacenter(to);
  if (down.empty() && topology.route(tail, head) != topology.route(tail, head, down))
    return "the two routes differ";
  return words(topology, topology.route(tail, head, down));
}

}  // namespace

TEST_CASE("hosts are numbered by data center, rack and index") {
  const Topology topology(world());
  CHECK(topology.machines().size() == 3 + 3 + 1 + 3 + 11);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < 7; ++i) {
    CHECK(topology.machines()[i].host == HostId(i));
    names.push_back(topology.host_name(HostId(i)));
  }
  CHECK(names == std::vector<std::string>{"asia/a/0", "asia/a/1", "asia/b/0", "eu/a/0", "eu/a/1",
                                          "eu/b/0", "island/a/0"});
  const engine::Machine& machine = topology.machines()[5];
  CHECK(machine.datacenter == DatacenterId(1));
  CHECK(machine.rack == engine::RackId(1));
  CHECK(machine.index == 0);
  CHECK(machine.datacenter_name == "eu");
  CHECK(machine.rack_name == "b");
}

TEST_CASE("hosts are found by the name of a data center, a rack or themselves") {
  const Topology topology(world());
  CHECK(topology.hosts_of("eu") == std::vector<HostId>{HostId(3), HostId(4), HostId(5)});
  CHECK(topology.hosts_of("eu/a") == std::vector<HostId>{HostId(3), HostId(4)});
  CHECK(topology.hosts_of("eu/a/1") == std::vector<HostId>{HostId(4)});
  CHECK(topology.hosts_of("za").size() == 11);
  CHECK(topology.host("za/a/10") == HostId(20));
  CHECK(topology.host("za/a/11") == std::nullopt);
  CHECK(topology.hosts_of("e").empty());
  CHECK(topology.hosts_of("eu/").empty());
  CHECK(topology.hosts_of("eu/c").empty());
  CHECK(topology.hosts_of("").empty());
  CHECK(topology.datacenter("us") == DatacenterId(3));
  CHECK(topology.datacenter("mars") == std::nullopt);
}

TEST_CASE("a message takes the route of least median latency") {
  const Topology topology(world());
  CHECK(way(topology, "eu", "us") == "eu->us");
  CHECK(way(topology, "asia", "eu") == "asia->eu");
  CHECK(way(topology, "eu", "za") == "eu->us us->za");
  CHECK(way(topology, "za", "eu") == "za->us us->eu");
  CHECK(way(topology, "eu", "island").empty());
  CHECK(way(topology, "island", "eu").empty());
}

TEST_CASE("routes go around links that are down, one direction at a time") {
  const Topology topology(world());
  const LinkIndex asia_eu = 0;
  const LinkIndex eu_asia = 1;
  const LinkIndex eu_us = 2;
  CHECK(topology.links()[eu_asia].name == "eu->asia");
  CHECK(way(topology, "asia", "eu", {asia_eu}) == "asia->us us->eu");
  CHECK(way(topology, "eu", "asia", {asia_eu}) == "eu->asia");
  CHECK(way(topology, "eu", "za", {eu_us}) == "eu->asia asia->za");
  CHECK(way(topology, "eu", "za", {eu_us, eu_asia}).empty());
  CHECK(way(topology, "eu", "eu", {eu_us, eu_asia}) == "eu");
}

TEST_CASE("of equally long routes the one whose last links come first is taken") {
  // From a to d over b or over c, 20 ms each; and over parallel links.
  const std::vector<RackPlan> racks = {{"a", 1}};
  const TopologyPlan plan{{{"a", racks}, {"b", racks}, {"c", racks}, {"d", racks}},
                          {link("a", "c", 10), link("a", "b", 10), link("b", "d", 10),
                           link("c", "d", 10), link("c", "d", 10), link("a", "d", 20)}};
  const Topology topology(plan);
  CHECK(topology.route(DatacenterId(0), DatacenterId(3)) == Route{2, 4});
  CHECK(topology.route(DatacenterId(0), DatacenterId(3), {4}) == Route{0, 6});
  CHECK(topology.route(DatacenterId(0), DatacenterId(3), {0, 4}) == Route{10});
  CHECK(topology.route(DatacenterId(3), DatacenterId(0)) == Route{7, 1});
}

TEST_CASE("links without latency do not lead a route in circles") {
  const std::vector<RackPlan> racks = {{"a", 1}};
  const Topology topology(TopologyPlan{{{"a", racks}, {"b", racks}, {"c", racks}},
                                       {link("a", "b", 0), link("b", "c", 0), link("a", "c", 0)}});
  CHECK(way(topology, "a", "c") == "a->c");
  CHECK(way(topology, "a", "c", {4}) == "a->b b->c");
}

TEST_CASE("every data center has a local link and a loopback") {
  const Topology topology(world());
  CHECK(topology.links().size() == 10 + 5 + 5);
  for (std::uint32_t d = 0; d < 5; ++d) {
    const DatacenterId datacenter(d);
    CHECK(topology.route(datacenter, datacenter) == Route{topology.local_link(datacenter)});
    const Latency& local = *topology.links()[topology.local_link(datacenter)].latency;
    const Latency& loopback = *topology.links()[topology.loopback_link(datacenter)].latency;
    CHECK(local.at(0) == microseconds(150));
    CHECK(local.at(~std::uint64_t{0}) == microseconds(350));
    CHECK(loopback.at(12345) == microseconds(20));
  }
}

TEST_CASE("both directions of a link have its latency and its bandwidth") {
  TopologyPlan plan = world();
  plan.links[1].bandwidth = 1000;
  const Topology topology(plan);
  for (const LinkIndex index : {2U, 3U}) {
    CHECK(topology.links()[index].bandwidth == 1000);
    CHECK(topology.links()[index].latency->median() == milliseconds(40));
  }
  CHECK(topology.links()[2].from == topology.links()[3].to);
  CHECK_FALSE(topology.links()[4].bandwidth.has_value());
}

TEST_CASE("the graph has a vertex a data center and an edge a direction") {
  const Topology topology(world());
  CHECK(boost::num_vertices(topology.graph().adjacency) == 5);
  CHECK(boost::num_edges(topology.graph().adjacency) == 10);
}

}  // namespace faultline::sim
