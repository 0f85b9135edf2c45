#include "engine/dynomite/gossip.h"

namespace faultline::engine::dynomite {
namespace {

constexpr int kDownAfterIntervals = 40;

}  // namespace

std::optional<NodeNumber> Gossip::tick(NodeState state, const StepContext& context) {
  known_.nodes[self_] = {state, context.wall};
  const std::size_t others = known_.nodes.size() - 1;
  if (others == 0) return std::nullopt;
  const NodeNumber drawn = context.random.below(others);
  return drawn < self_ ? drawn : drawn + 1;
}

void Gossip::hear(const GossipStates& told) {
  if (told.nodes.size() != known_.nodes.size()) return;
  for (NodeNumber node = 0; node < known_.nodes.size(); ++node)
    if (node != self_ && told.nodes[node].said > known_.nodes[node].said)
      known_.nodes[node] = told.nodes[node];
}

bool Gossip::is_down(NodeNumber node, WallTime now) const {
  const auto& said = known_.nodes[node].said;
  return node != self_ && said && now - *said > kDownAfterIntervals * interval_;
}

std::vector<NodeNumber> Gossip::newly_down(WallTime now) {
  told_down_.resize(known_.nodes.size());
  std::vector<NodeNumber> down;
  for (NodeNumber node = 0; node < known_.nodes.size(); ++node) {
    const bool is = is_down(node, now);
    if (is && !told_down_[node]) down.push_back(node);
    told_down_[node] = is;
  }
  return down;
}

}  // namespace faultline::engine::dynomite
