#include "sim/search/order_graph.h"

#include <algorithm>

namespace faultline::sim {
namespace {

constexpr std::uint64_t kStatesBetweenQuestions = 4096;

}  // namespace

OrderGraph::OrderGraph(const OrderPlan& plan, LocalStates& locals, LastDeliveries& last)
    : plan_(plan), locals_(locals), last_(last), endings_(1) {}

OrderGraph::OutcomeId OrderGraph::number(const Shown& shown) {
  const auto [found, is_new] =
      by_shown_.try_emplace(shown, static_cast<OutcomeId>(outcomes_.size()));
  if (is_new) outcomes_.push_back(shown);
  return found->second;
}

void OrderGraph::add_endings(Node node, const std::vector<Ending>& endings) {
  nodes_[node].endings = static_cast<std::uint32_t>(endings_.size());
  std::vector<NodeEnding>& added = endings_.emplace_back();
  for (const Ending& each : endings) added.push_back({number(each.shown), each.orders, each.sure});
}

bool OrderGraph::explore(const OrderState& root, const OrderOptions& options) {
  numbers_.number(root.digest());
  nodes_.emplace_back();
  open_.emplace_back(0, root);
  // Deep first, so that a search that is stopped has come to ends.
  for (std::uint64_t expanded = 0; !open_.empty(); ++expanded) {
    if (nodes_.size() > options.states_max) return false;
    if (expanded % kStatesBetweenQuestions == 0 && !options.go_on()) return false;
    const auto [node, state] = std::move(open_.back());
    open_.pop_back();
    expand(node, state, options.reduced);
  }
  return true;
}

void OrderGraph::expand(Node node, const OrderState& state, bool reduced) {
  nodes_[node].expanded = true;
  if (reduced && state.only_deliveries_left(plan_)) return add_endings(node, last_.endings(state));
  state.list_choices(plan_, choices_);
  const bool ends = std::all_of(choices_.begin(), choices_.end(), [](const OrderChoice& choice) {
    return choice.kind == OrderChoice::Kind::kRepeat;
  });
  if (ends) {
    Shown shown;
    for (std::uint32_t i = 0; i < plan_.datacenters.size(); ++i)
      shown.push_back(locals_.shown(state.local(i)));
    add_endings(node, {{shown, 1, {Sureness::kNever, 0}}});
  }
  nodes_[node].first_edge = static_cast<std::uint32_t>(edges_.size());
  nodes_[node].edges = static_cast<std::uint16_t>(choices_.size());
  for (const OrderChoice& choice : choices_) {
    OrderState next = state.after(plan_, locals_, choice);
    const auto [to, is_new] = numbers_.number(next.digest());
    edges_.push_back({to, choice});
    if (!is_new) continue;
    nodes_.emplace_back();
    open_.emplace_back(to, std::move(next));
  }
}

}  // namespace faultline::sim
