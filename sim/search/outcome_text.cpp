#include "sim/search/outcome_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace faultline::sim {

std::string choice_text(const OrderPlan& plan, const OrderChoice& choice) {
  using Kind = OrderChoice::Kind;
  if (choice.kind == Kind::kIssue) return plan.clients[choice.from].name;
  if (choice.kind == Kind::kCut) return "cut";
  if (choice.kind == Kind::kHeal) return "heal";
  if (choice.kind == Kind::kCrash) return "crash";
  if (choice.kind == Kind::kRestart) return "restart";
  return fmt::format("{}->{}{}", plan.datacenters[choice.from], plan.datacenters[choice.to],
                     choice.kind == Kind::kRepeat ? "(again)" : "");
}

std::string order_text(const OrderPlan& plan, const Order& order) {
  std::vector<std::string> words;
  for (const OrderChoice& choice : order) words.push_back(choice_text(plan, choice));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string outcome_text(const OrderPlan& plan, const OrderOutcome& outcome) {
  if (outcome.agreed()) return outcome.shown.front();
  std::vector<std::pair<std::string, std::string>> groups;  // what is shown, where
  for (std::size_t at = 0; at < outcome.shown.size(); ++at) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& each) {
      return each.first == outcome.shown[at];
    });
    if (group == groups.end())
      groups.emplace_back(outcome.shown[at], plan.datacenters[at]);
    else
      group->second += ", " + plan.datacenters[at];
  }
  std::vector<std::string> parts;
  for (const auto& [shown, where] : groups) parts.push_back(where + ": " + shown);
  return fmt::format("diverged: {}", fmt::join(parts, "; "));
}

}  // namespace faultline::sim
