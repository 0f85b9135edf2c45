// What a node does with requests for its own Redis: the states that Dynomite Manager sends it
// through when it warms one up, and the words in which it does. Source: shared dynomite/facts.md 8.
#pragma once

#include <cstdint>
#include <tuple>

namespace faultline::engine::dynomite {

enum class NodeState : std::uint8_t {
  kStandby,     // refuses all
  kWritesOnly,  // refuses reads, keeps writes back
  kResuming,    // refuses reads, runs writes and with the first of them all that was kept back
  kNormal,
};

// From the manager of a host to its node, as a datagram, until it is acknowledged.
struct StateWord {
  NodeState state = NodeState::kNormal;
  static constexpr auto fields() { return std::tuple{&StateWord::state}; }
};
// From the node to the manager: it has heard that; or it has just started and waits for a word.
struct StateHeard {
  bool starting = false;
  NodeState state = NodeState::kNormal;
  static constexpr auto fields() { return std::tuple{&StateHeard::starting, &StateHeard::state}; }
};

}  // namespace faultline::engine::dynomite
