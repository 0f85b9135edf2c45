// Gossip between nodes, where the configuration enables it: each interval a node tells one other,
// drawn at random, what it knows of the state of all. A node that nobody has heard of for forty
// intervals is taken for down. No routing follows from it (shared dynomite/facts.md 6 and 8): what
// a node sends where depends on its connections alone.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/dynomite/node_state.h"
#include "engine/dynomite/topology.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

// What is known of one node: its state, and when it said so, by its own clock. Never: nothing yet.
struct GossipEntry {
  NodeState state = NodeState::kNormal;
  std::optional<WallTime> said{};
  static constexpr auto fields() { return std::tuple{&GossipEntry::state, &GossipEntry::said}; }
};
struct GossipStates {
  std::vector<GossipEntry> nodes;  // by number
  static constexpr auto fields() { return std::tuple{&GossipStates::nodes}; }
};

// What comes to a node as a datagram.
using NodeDatagram = std::variant<StateWord, GossipStates>;

class Gossip {
 public:
  Gossip(std::size_t nodes, NodeNumber self, Duration interval)
      : self_(self), interval_(interval), known_{std::vector<GossipEntry>(nodes)} {}

  // At its timer: brings its own entry up to date. Who is to be told; none: it is alone.
  [[nodiscard]] std::optional<NodeNumber> tick(NodeState state, const StepContext& context);
  // The newer of what both know stays.
  void hear(const GossipStates& told);
  [[nodiscard]] const GossipStates& known() const { return known_; }
  [[nodiscard]] Duration interval() const { return interval_; }
  [[nodiscard]] bool is_down(NodeNumber node, WallTime now) const;
  // Those that are down now and were not when it was asked last.
  [[nodiscard]] std::vector<NodeNumber> newly_down(WallTime now);

 private:
  NodeNumber self_;
  Duration interval_;
  GossipStates known_;
  std::vector<bool> told_down_{};
};

}  // namespace faultline::engine::dynomite
