#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/metrics/numbers.h"
#include "reports/render/dot.h"
#include "reports/story/words.h"
#include "sim/history/ledger.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

// One operation, with the fates of its updates of the key.
struct CausalNode {
  sim::OperationIndex operation = 0;
  std::optional<sim::EffectIndex> effect;  // none: it never ran
  std::map<sim::LedgerClass, std::uint64_t> fates;
  std::vector<sim::OperationIndex> winners;
};

class CausalityWriter {
 public:
  CausalityWriter(const sim::History& history, std::string_view engine, const engine::Bytes& key)
      : history_(history), engine_(engine), key_(key) {}

  std::string take() {
    collect();
    std::string text =
        fmt::format("digraph causality {{\n  label={};\n  labelloc=t;\n  node [shape=box];\n",
                    dot_string(sim::argument_text(key_.view()) + " under " + display_name(engine_) +
                               "\nsolid: was known; dashed: took the place of"));
    for (const CausalNode& node : nodes_) text += node_text(node);
    text += known_edges();
    for (const CausalNode& node : nodes_)
      for (const sim::OperationIndex winner : node.winners)
        text += fmt::format("  {} -> {} [style=dashed, color=red, constraint=false];\n",
                            number(winner), number(node.operation));
    return text + "}\n";
  }

 private:
  static std::uint64_t number(sim::OperationIndex operation) { return operation + 1ULL; }

  void collect() {
    std::map<sim::OperationIndex, CausalNode> nodes;
    for (const sim::LedgerEntry& entry : sim::make_ledger(history_)) {
      if (history_.operation(entry.operation).units[entry.unit].key != key_) continue;
      CausalNode& node = nodes[entry.operation];
      node.operation = entry.operation;
      if (!node.effect) node.effect = entry.effect;
      ++node.fates[entry.ledger_class];
      if (entry.winner && is_lost(entry.ledger_class)) add_winner(node, *entry.winner);
    }
    for (auto& [operation, node] : nodes) nodes_.push_back(std::move(node));
    // Nobody knew of what ran later.
    std::stable_sort(nodes_.begin(), nodes_.end(),
                     [&](const auto& a, const auto& b) { return ran_at(a) < ran_at(b); });
  }
  void add_winner(CausalNode& node, sim::EffectIndex winner) const {
    const sim::OperationIndex by = history_.effects()[winner].operation;
    if (by != node.operation &&
        std::find(node.winners.begin(), node.winners.end(), by) == node.winners.end())
      node.winners.push_back(by);
  }
  [[nodiscard]] sim::Position ran_at(const CausalNode& node) const {
    return node.effect ? history_.effects()[*node.effect].executed_at : sim::kNever;
  }

  [[nodiscard]] std::string node_text(const CausalNode& node) const {
    const sim::OperationEntry& operation = history_.operation(node.operation);
    const sim::LoadClient& client = history_.load().clients[operation.client];
    std::vector<std::string> fates;
    bool lost = false;
    for (const auto& [fate, count] : node.fates) {
      lost |= is_lost(fate);
      fates.push_back(node.fates.size() == 1 && count == 1
                          ? std::string(word(fate))
                          : fmt::format("{} {}", grouped(count), word(fate)));
    }
    const std::string label = fmt::format(
        "{}: {}\n{} in {}, {}\n{}", number(node.operation), sim::command_text(operation.command),
        client.name, history_.datacenter_name(client.datacenter),
        sim::moment_text(engine::nanoseconds_of(operation.invoked)), listed(fates));
    return fmt::format("  {} [label={}{}];\n", number(node.operation), dot_string(label),
                       lost ? ", color=red, penwidth=2" : "");
  }

  // An update knows what those that it knows know, as far as an arrow is concerned: of these no
  // arrow is drawn. Knowledge need not travel so (delivery is not causal), but order does.
  [[nodiscard]] std::string known_edges() const {
    std::string text;
    std::vector<std::vector<bool>> before(nodes_.size());
    for (std::size_t later = 0; later < nodes_.size(); ++later) {
      before[later].resize(nodes_.size());
      if (!nodes_[later].effect) continue;
      for (std::size_t earlier = later; earlier-- > 0;) {
        if (before[later][earlier] || !nodes_[earlier].effect ||
            !history_.saw(*nodes_[later].effect, *nodes_[earlier].effect))
          continue;
        text += fmt::format("  {} -> {};\n", number(nodes_[earlier].operation),
                            number(nodes_[later].operation));
        before[later][earlier] = true;
        for (std::size_t i = 0; i < earlier; ++i)
          if (before[earlier][i]) before[later][i] = true;
      }
    }
    return text;
  }

  const sim::History& history_;
  std::string_view engine_;
  const engine::Bytes& key_;
  std::vector<CausalNode> nodes_;  // in the order in which they ran
};

}  // namespace

std::string causality_dot(const sim::History& history, std::string_view engine,
                          const engine::Bytes& key) {
  return CausalityWriter(history, engine, key).take();
}

}  // namespace faultline::reports
