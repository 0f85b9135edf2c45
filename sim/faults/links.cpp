#include "sim/faults/links.h"

#include "engine/base/assert.h"

namespace faultline::sim {

using engine::Names;

namespace {

// Links between different data centers, one of the two directions each.
std::vector<const Link*> wide_links(const Topology& topology) {
  std::vector<const Link*> found;
  for (const Link& link : topology.links())
    if (link.from < link.to) found.push_back(&link);
  return found;
}

}  // namespace

bool has_links(const Topology& topology) {
  return !wide_links(topology).empty();
}

Names drawn_link(const Topology& topology, engine::Prng& random) {
  const auto links = wide_links(topology);
  const Link& link = *links[random.below(links.size())];
  const auto names = topology.datacenter_names();
  return {names[link.from.value()], names[link.to.value()]};
}

std::vector<LinkFault> directions_between(const Topology& topology, const Names& between) {
  FL_ASSERT(between.size() == 2, "the loader checked that a link has two ends");
  const auto one = topology.datacenter(between[0]);
  const auto other = topology.datacenter(between[1]);
  FL_ASSERT(one && other, "the loader checked the names of data centers");
  return {{.from = *one, .to = *other}, {.from = *other, .to = *one}};
}

}  // namespace faultline::sim
