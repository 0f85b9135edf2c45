#include "sim/search/explore_orders.h"

#include <algorithm>
#include <optional>

#include "engine/base/assert.h"
#include "sim/search/order_graph.h"

namespace faultline::sim {
namespace {

using Node = OrderGraph::Node;
using OutcomeId = OrderGraph::OutcomeId;

// What is told of the finished graph.
class OrderFigures {
 public:
  explicit OrderFigures(const OrderGraph& graph) : graph_(graph), bests_(graph.outcomes().size()) {
    sort();
    count();
    decide();
    search();
  }

  [[nodiscard]] const OrderCount& orders(OutcomeId outcome) const { return orders_[outcome]; }
  // Where the shortest way leaves the graph, and the steps to there.
  [[nodiscard]] Node last_node(OutcomeId outcome) const { return bests_[outcome].node; }
  [[nodiscard]] Order way_to(Node node) const {
    Order way;
    for (; node != 0; node = came_[node].from) way.push_back(came_[node].choice);
    std::reverse(way.begin(), way.end());
    return way;
  }
  [[nodiscard]] bool decided(Node node) const { return only_[node] < graph_.outcomes().size(); }

 private:
  static constexpr OutcomeId kNothing = 0xffffffff;  // nothing is known to come
  static constexpr OutcomeId kSeveral = 0xfffffffe;
  struct Came {
    Node from = 0;
    std::uint32_t steps = Sureness::kNever;
    OrderChoice choice;
  };
  struct Best {
    std::uint32_t steps = 2 * Sureness::kNever;
    Node node = 0;
  };

  template <class Visitor>
  void for_edges(Node node, const Visitor& visit) const {
    const auto [first, last] = graph_.edges(node);
    for (const OrderGraph::Edge* edge = first; edge != last; ++edge) visit(*edge);
  }

  // Each node after all that lead to it (Kahn 1962).
  void sort() {
    std::vector<std::uint32_t> missing(graph_.size());
    for (Node node = 0; node < graph_.size(); ++node)
      for_edges(node, [&](const auto& edge) { ++missing[edge.to]; });
    sorted_.reserve(graph_.size());
    sorted_.push_back(0);
    for (std::size_t i = 0; i < sorted_.size(); ++i)
      for_edges(sorted_[i], [&](const auto& edge) {
        if (--missing[edge.to] == 0) sorted_.push_back(edge.to);
      });
    FL_ASSERT(sorted_.size() == graph_.size(), "what happens cannot be undone");
  }

  void count() {
    orders_.resize(graph_.outcomes().size());
    std::vector<OrderCount> to(graph_.size());
    to[0] = 1;
    for (const Node node : sorted_) {
      for_edges(node, [&](const auto& edge) { to[edge.to] += to[node]; });
      for (const auto& ending : graph_.endings(node))
        orders_[ending.outcome] += to[node] * ending.orders;
      to[node] = 0;
    }
  }

  void decide() {
    only_.assign(graph_.size(), kNothing);
    for (auto each = sorted_.rbegin(); each != sorted_.rend(); ++each) {
      OutcomeId& only = only_[*each];
      const auto add = [&](OutcomeId outcome) {
        only = only == kNothing || only == outcome ? outcome : kSeveral;
      };
      if (!graph_.expanded(*each)) add(kSeveral);  // who knows
      for (const auto& ending : graph_.endings(*each)) add(ending.outcome);
      for_edges(*each, [&](const auto& edge) { add(only_[edge.to]); });
    }
  }

  // By breadth, so that the first way to a node is a shortest, and of these the first by choices.
  void search() {
    came_.resize(graph_.size());
    came_[0].steps = 0;
    std::vector<Node> queue = {0};
    queue.reserve(graph_.size());
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const Node node = queue[i];
      const std::uint32_t steps = came_[node].steps;
      if (decided(node)) note(only_[node], steps, node);
      for (const auto& ending : graph_.endings(node))
        note(ending.outcome, steps + ending.sure.soonest(), node);
      for_edges(node, [&](const auto& edge) {
        if (came_[edge.to].steps != Sureness::kNever) return;
        came_[edge.to] = {node, steps + 1, edge.choice};
        queue.push_back(edge.to);
      });
    }
  }

  void note(OutcomeId outcome, std::uint32_t steps, Node node) {
    if (steps < bests_[outcome].steps) bests_[outcome] = {steps, node};
  }

  const OrderGraph& graph_;
  std::vector<Node> sorted_;
  std::vector<OrderCount> orders_;
  std::vector<OutcomeId> only_;
  std::vector<Came> came_;
  std::vector<Best> bests_;
};

OrderState state_after(const OrderPlan& plan, LocalStates& locals, OrderState state,
                       const Order& order) {
  for (const OrderChoice& choice : order) state = state.after(plan, locals, choice);
  return state;
}

std::vector<std::string> texts(const LocalStates& locals, const Shown& shown) {
  std::vector<std::string> texts;
  for (const ShownId each : shown) texts.push_back(locals.text(each));
  return texts;
}

}  // namespace

bool OrderOutcome::agreed() const {
  return std::adjacent_find(shown.begin(), shown.end(), std::not_equal_to<>()) == shown.end();
}

Exploration explore_orders_after(const OrderPlan& plan, const Order& order,
                                 const OrderOptions& options) {
  LocalStates locals(plan);
  LastDeliveries last(plan, locals);
  const OrderState root = state_after(plan, locals, OrderState(plan, locals), order);
  OrderGraph graph(plan, locals, last);
  Exploration exploration;
  exploration.complete = graph.explore(root, options);
  exploration.states = graph.size();
  const OrderFigures figures(graph);
  for (OutcomeId id = 0; id < graph.outcomes().size(); ++id) {
    const Shown& shown = graph.outcomes()[id];
    const Node node = figures.last_node(id);
    OrderOutcome outcome{texts(locals, shown), figures.orders(id), figures.way_to(node)};
    if (!figures.decided(node)) {
      const OrderState state = state_after(plan, locals, root, outcome.shortest);
      if (state.only_deliveries_left(plan)) {
        const Order more = last.way_to(state, shown);
        outcome.shortest.insert(outcome.shortest.end(), more.begin(), more.end());
      }
    }
    exploration.orders += outcome.orders;
    exploration.outcomes.push_back(std::move(outcome));
  }
  std::sort(exploration.outcomes.begin(), exploration.outcomes.end(),
            [](const OrderOutcome& a, const OrderOutcome& b) {
              return a.orders != b.orders ? a.orders > b.orders : a.shown < b.shown;
            });
  return exploration;
}

Exploration explore_orders(const OrderPlan& plan, const OrderOptions& options) {
  return explore_orders_after(plan, {}, options);
}

std::vector<std::string> shown_after(const OrderPlan& plan, const Order& order) {
  LocalStates locals(plan);
  const OrderState state = state_after(plan, locals, OrderState(plan, locals), order);
  Shown shown;
  for (std::uint32_t i = 0; i < plan.datacenters.size(); ++i)
    shown.push_back(locals.shown(state.local(i)));
  return texts(locals, shown);
}

}  // namespace faultline::sim
