#include "sim/faults/draws.h"

#include <algorithm>
#include <bit>

#include "engine/base/assert.h"

namespace faultline::sim {

using engine::Duration;
using engine::Names;
using engine::Prng;

namespace {

const std::string& any_datacenter(const Topology& topology, Prng& random) {
  const auto names = topology.datacenter_names();
  return names[random.below(names.size())];
}

}  // namespace

Duration drawn_duration(Prng& random, Duration least, Duration most) {
  FL_ASSERT(Duration(0) < least && least <= most, "a range of durations above 0");
  const auto ratio = static_cast<std::uint64_t>(most / least);
  const auto doublings = static_cast<std::uint64_t>(std::bit_width(ratio) - 1);
  const Duration low = least * (std::int64_t{1} << random.below(doublings + 1));
  return random.between(low, std::min(2 * low, most));
}

Duration drawn_offset(Prng& random) {
  const Duration size =
      drawn_duration(random, std::chrono::milliseconds(1), std::chrono::seconds(20));
  return random.below(2) == 0 ? size : -size;
}

Names drawn_hosts(const Topology& topology, Prng& random) {
  const auto& machine = topology.machines()[random.below(topology.machines().size())];
  switch (random.below(8)) {
    case 0:
      return {machine.datacenter_name};
    case 1:
      return {machine.datacenter_name + "/" + machine.rack_name};
    default:
      return {machine.name()};
  }
}

Names drawn_host(const Topology& topology, Prng& random) {
  return {topology.machines()[random.below(topology.machines().size())].name()};
}

engine::Groups drawn_groups(const Topology& topology, Prng& random) {
  const auto names = topology.datacenter_names();
  FL_ASSERT(names.size() >= 2, "one data center cannot be parted");
  const std::size_t most = std::min<std::size_t>(names.size(), 3);
  engine::Groups groups(2 + random.below(most - 1));
  // Each group gets one first, so that none stays empty.
  Names left(names.begin(), names.end());
  const auto take = [&] {
    const auto at = left.begin() + static_cast<std::ptrdiff_t>(random.below(left.size()));
    std::string name = *at;
    left.erase(at);
    return name;
  };
  for (Names& group : groups) group.push_back(take());
  while (!left.empty()) groups[random.below(groups.size())].push_back(take());
  return groups;
}

std::pair<std::string, std::string> drawn_pair(const Topology& topology, Prng& random) {
  FL_ASSERT(topology.datacenter_names().size() >= 2, "a pair of data centers");
  const std::string& one = any_datacenter(topology, random);
  while (true)
    if (const std::string& other = any_datacenter(topology, random); other != one)
      return {one, other};
}

bool several_datacenters(const Topology& topology) {
  return topology.datacenter_names().size() >= 2;
}

std::string drawn_word(Prng& random, const engine::Parameter& parameter) {
  FL_ASSERT(!parameter.words.empty(), "a word is drawn from a list of them");
  return std::string(parameter.words[random.below(parameter.words.size())]);
}

}  // namespace faultline::sim
