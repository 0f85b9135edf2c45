// What a swarm draws for the parameters of faults: places of the topology, lengths of time, sizes
// of clock errors. Every call takes its numbers from the fault's own stream.
#pragma once

#include "engine/base/prng.h"
#include "engine/base/time.h"
#include "engine/ports/parameter.h"
#include "sim/network/topology.h"

namespace faultline::sim {

// From `least` to `most`, small ones as often as large ones: even in the number of doublings.
[[nodiscard]] engine::Duration drawn_duration(engine::Prng& random, engine::Duration least,
                                              engine::Duration most);
// Off by 1 ms to 20 s, ahead or behind.
[[nodiscard]] engine::Duration drawn_offset(engine::Prng& random);

// One place: mostly a host, sometimes a rack or a whole data center.
[[nodiscard]] engine::Names drawn_hosts(const Topology& topology, engine::Prng& random);
// One host.
[[nodiscard]] engine::Names drawn_host(const Topology& topology, engine::Prng& random);
// All data centers dealt into two groups or, where there are enough, three; none is empty.
[[nodiscard]] engine::Groups drawn_groups(const Topology& topology, engine::Prng& random);
// Two data centers, the first of them before the second as often as behind it.
[[nodiscard]] std::pair<std::string, std::string> drawn_pair(const Topology& topology,
                                                             engine::Prng& random);
// FaultKind::possible of what needs two data centers.
[[nodiscard]] bool several_datacenters(const Topology& topology);
[[nodiscard]] std::string drawn_word(engine::Prng& random, const engine::Parameter& parameter);

}  // namespace faultline::sim
