// The graph of the states that a plan can get into, each once. It has no cycle: every step takes
// something off what is left to do.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/search/digest_numbers.h"
#include "sim/search/explore_orders.h"

namespace faultline::sim {

class OrderGraph {
 public:
  using Node = std::uint32_t;
  using OutcomeId = std::uint32_t;
  struct Edge {
    Node to = 0;
    OrderChoice choice;
  };
  struct NodeEnding {
    OutcomeId outcome = 0;
    OrderCount orders;
    Sureness sure;
  };

  OrderGraph(const OrderPlan& plan, LocalStates& locals, LastDeliveries& last);

  // From the root, node 0. False: it stopped early.
  bool explore(const OrderState& root, const OrderOptions& options);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] std::pair<const Edge*, const Edge*> edges(Node node) const {
    const Edge* first = edges_.data() + nodes_[node].first_edge;
    return {first, first + nodes_[node].edges};
  }
  // What comes where an order ends here, or by itself from here on.
  [[nodiscard]] const std::vector<NodeEnding>& endings(Node node) const {
    return endings_[nodes_[node].endings];
  }
  [[nodiscard]] bool expanded(Node node) const { return nodes_[node].expanded; }
  [[nodiscard]] const std::vector<Shown>& outcomes() const { return outcomes_; }

 private:
  struct NodeData {
    std::uint32_t first_edge = 0;
    std::uint32_t endings = 0;  // 0: none
    std::uint16_t edges = 0;
    bool expanded = false;
  };
  void expand(Node node, const OrderState& state, bool reduced);
  void add_endings(Node node, const std::vector<Ending>& endings);
  OutcomeId number(const Shown& shown);

  const OrderPlan& plan_;
  LocalStates& locals_;
  LastDeliveries& last_;
  DigestNumbers numbers_;
  std::vector<NodeData> nodes_;
  std::vector<Edge> edges_;
  std::vector<std::vector<NodeEnding>> endings_;
  std::vector<Shown> outcomes_;
  std::map<Shown, OutcomeId> by_shown_;
  std::vector<std::pair<Node, OrderState>> open_;
  Order choices_;
};

}  // namespace faultline::sim
