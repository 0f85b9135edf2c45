// The fewest bytes a second that must be lost to part the data centers: the minimum cut of the
// topology (Stoer and Wagner 1997), where real backbones break.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/stoer_wagner_min_cut.hpp>

#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"

namespace faultline::sim {

using engine::ParameterValues;

namespace {

// A link without a bandwidth counts as this much. Chosen: above any that a scenario would write.
constexpr std::int64_t kUnlimited = std::int64_t{1} << 40;

// By data center: on which side of the minimum cut it lies.
std::vector<bool> minimum_cut(const Topology& topology) {
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                            boost::property<boost::edge_weight_t, std::int64_t>>;
  Graph graph(topology.datacenter_names().size());
  for (const Link& link : topology.links())
    if (link.from < link.to)
      boost::add_edge(link.from.value(), link.to.value(), link.bandwidth.value_or(kUnlimited),
                      graph);
  std::vector<char> sides(topology.datacenter_names().size(), 0);
  boost::stoer_wagner_min_cut(graph, boost::get(boost::edge_weight, graph),
                              boost::parity_map(boost::make_iterator_property_map(
                                  sides.begin(), boost::get(boost::vertex_index, graph))));
  return {sides.begin(), sides.end()};
}

class MinimumCut final : public Cutting {
 public:
  explicit MinimumCut(const ParameterValues& values) : Cutting(values) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const auto names = target.topology().datacenter_names();
    const std::vector<bool> sides = minimum_cut(target.topology());
    HostList one;
    for (std::size_t d = 0; d < names.size(); ++d)
      if (sides[d])
        for (const engine::HostId host : target.hosts_of(names[d])) one.push_back(host);
    part(target, one, all_but(target, one));
    return std::nullopt;
  }
};

}  // namespace

FaultKind minimum_cut_fault() {
  return {.name = "minimum_cut",
          .summary = "cuts the data centers in two where the least bandwidth joins them",
          .parameters = with_cut_parameters({}),
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<MinimumCut>(values);
          },
          .draw = [](const Topology&, engine::Prng& random) { return drawn_cut(random); },
          .possible = several_datacenters};
}

}  // namespace faultline::sim
