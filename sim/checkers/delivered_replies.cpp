#include "sim/checkers/delivered_replies.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/story/text.h"

namespace faultline::sim {

void DeliveredReplies::ran(OperationIndex operation, const engine::Reply& reply,
                           const History& history) {
  std::vector<engine::Reply>& answered = answered_[operation];
  if (!history.sent_again(operation)) answered.clear();
  answered.push_back(reply);
}

void DeliveredReplies::conclude(const History& history, Findings& findings) {
  for (const auto& [index, answered] : answered_) {
    const OperationEntry& operation = history.operation(index);
    const auto is_its_own = [&](const engine::Reply& reply) { return operation.reply == reply; };
    if (operation.outcome != engine::output::Outcome::kOk ||
        std::any_of(answered.begin(), answered.end(), is_its_own))
      continue;
    ++wrong_;
    FindingExample* example =
        findings.add({"wrong_delivery",
                      "key",
                      {"a client gets the reply to its own command", Basis::kDocumented},
                      "reply_of_another"});
    if (example == nullptr) continue;
    const engine::Arguments& command = operation.command;
    *example =
        example_of(history, index, first_key(command),
                   fmt::format("{} was answered {}; its client got {}.", command_text(command),
                               reply_text(answered.back()), reply_text(*operation.reply)));
  }
}

}  // namespace faultline::sim
