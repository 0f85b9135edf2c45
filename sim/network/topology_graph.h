// The data centers as a Boost.Graph graph: a vertex is the number of a data center, an edge one
// direction of a link. vecS throughout: descriptors are numbers, so nothing depends on addresses.
// Apart from topology.h because few need the library.
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>

namespace faultline::sim {

struct TopologyEdge {
  std::uint32_t link = 0;   // index into Topology::links()
  std::int64_t weight = 1;  // median latency in nanoseconds, at least 1
};

struct TopologyGraph {
  using Adjacency = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                          boost::no_property, TopologyEdge>;
  Adjacency adjacency;
};

}  // namespace faultline::sim
