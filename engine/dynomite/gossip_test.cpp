#include "engine/dynomite/gossip.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <set>

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;

class Gossipers {
 public:
  explicit Gossipers(std::size_t count) {
    for (NodeNumber node = 0; node < count; ++node) nodes.emplace_back(count, node, 30s);
  }
  void round(const std::set<NodeNumber>& silent = {}) {
    now += 30s;
    for (NodeNumber node = 0; node < nodes.size(); ++node) {
      if (silent.contains(node)) continue;
      const auto peer = nodes[node].tick(NodeState::kNormal, {WallTime(now), {}, random_});
      if (peer && !silent.contains(*peer)) nodes[*peer].hear(nodes[node].known());
    }
  }
  std::vector<Gossip> nodes;
  Duration now{};

 private:
  Prng random_{1};
};

}  // namespace

TEST_CASE("what one node says reaches all others in a few rounds") {
  Gossipers gossipers(6);
  for (int i = 0; i < 12; ++i) gossipers.round();
  for (const Gossip& node : gossipers.nodes)
    for (const GossipEntry& entry : node.known().nodes) CHECK(entry.said.has_value());
}

TEST_CASE("a node that is silent for forty intervals is down, and once it speaks it is not") {
  Gossipers gossipers(4);
  for (int i = 0; i < 12; ++i) gossipers.round();
  for (int i = 0; i < 60; ++i) gossipers.round({3});
  const WallTime later(gossipers.now);
  CHECK(gossipers.nodes[0].is_down(3, later));
  CHECK_FALSE(gossipers.nodes[0].is_down(1, later));
  CHECK(gossipers.nodes[0].newly_down(later) == std::vector<NodeNumber>{3});
  CHECK(gossipers.nodes[0].newly_down(later).empty());
  for (int i = 0; i < 12; ++i) gossipers.round();
  CHECK_FALSE(gossipers.nodes[0].is_down(3, WallTime(gossipers.now)));
}

TEST_CASE("older word does not take the place of newer, and a node alone tells nobody") {
  Gossipers gossipers(2);
  const GossipStates before = gossipers.nodes[0].known();
  gossipers.round();
  gossipers.nodes[1].hear(before);
  CHECK(gossipers.nodes[1].known().nodes[0].said.has_value());
  Gossip alone(1, 0, 30s);
  Prng random(1);
  CHECK(alone.tick(NodeState::kNormal, {{}, {}, random}) == std::nullopt);
}

}  // namespace faultline::engine::dynomite
