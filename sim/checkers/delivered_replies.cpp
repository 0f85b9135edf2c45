#include "sim/checkers/delivered_replies.h"

#include <fmt/format.h>

#include "sim/history/text.h"

namespace faultline::sim {

void DeliveredReplies::conclude(const History& history, Findings& findings) {
  for (const auto& [index, answered] : answered_) {
    if (index >= history.operations().size()) continue;  // interrupted before it was asked
    const OperationEntry& operation = history.operations()[index];
    if (operation.outcome != engine::output::Outcome::kOk || operation.reply == answered) continue;
    ++wrong_;
    bool first = false;
    Finding& finding =
        findings.add({"wrong_delivery",
                      "key",
                      {"a client gets the reply to its own command", Basis::kDocumented},
                      "reply_of_another"},
                     first);
    if (!first) continue;
    const engine::Arguments& command = history.load().arrivals[index].command;
    finding.example.loser = record_of(history, index);
    if (command.size() > 1) finding.example.key = command[1].view();
    finding.example.text =
        fmt::format("{} was answered {}; its client got {}.", command_text(command),
                    reply_text(answered), reply_text(*operation.reply));
  }
}

}  // namespace faultline::sim
