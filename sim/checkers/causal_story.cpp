#include "sim/checkers/causal_story.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/causality/causal_steps.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {

std::string CausalStory::text(const BadPattern& pattern) const {
  switch (pattern.kind) {
    case PatternKind::kThinAirRead:
      return thin_air(pattern.steps.front().access);
    case PatternKind::kWriteCoInitRead:
    case PatternKind::kWriteCoRead:
      return wrong_read(pattern.steps);
    case PatternKind::kCyclicCo:
      return causal_cycle(pattern.steps);
    case PatternKind::kWriteHbInitRead:
      return initial_read(pattern.steps);
    case PatternKind::kCyclicCf:
    case PatternKind::kCyclicHb:
      return order_cycle(pattern);
  }
  return {};
}

std::string CausalStory::thin_air(AccessIndex read) const {
  const auto& reply = std::get<engine::Bytes>(operation(read).reply->value);
  const auto refused = [&](OperationIndex index) {
    const OperationEntry& each = history_->operation(index);
    return each.outcome == engine::output::Outcome::kFailed && each.command.size() == 3 &&
           each.command[1] == operation(read).command[1] && each.command[2] == reply;
  };
  const bool asked = std::any_of(history_->issued().begin(), history_->issued().end(), refused);
  return fmt::format(
      "{} {} at {}, {}.", client(read), what_was_read(read), moment(read),
      asked ? "though the command that was to write it had failed" : "which nobody had written");
}

// What it should not have read comes after something else in its session.
std::string CausalStory::wrong_read(const Steps& steps) const {
  const AccessIndex read = steps.back().access;
  return fmt::format("{}; yet it {} at {}.", course(std::span(steps).first(steps.size() - 1)),
                     what_was_read(read), moment(read));
}

std::string CausalStory::causal_cycle(Steps steps) const {
  // From a read to the write whose value it returned.
  const auto last = std::find_if(steps.begin(), steps.end(), [](const CausalStep& step) {
    return step.link == CausalLink::kRead;
  });
  std::rotate(steps.begin(), last + 1, steps.end());
  return fmt::format("{}: the value that {} had read before.", course(steps),
                     client(steps.front().access));
}

std::string CausalStory::initial_read(const Steps& steps) const {
  const AccessIndex read = steps.back().access;
  return fmt::format("{} {} at {}, although by its reads {} came before that: {}.", client(read),
                     what_was_read(read), moment(read), value(steps.front().access),
                     clauses(steps));
}

std::string CausalStory::order_cycle(const BadPattern& pattern) const {
  Steps steps = pattern.steps;
  const auto last = std::find_if(steps.rbegin(), steps.rend(), [](const CausalStep& step) {
    return step.link == CausalLink::kConflict;
  });
  std::rotate(steps.begin(), last.base(), steps.end());
  const std::string reads = pattern.kind == PatternKind::kCyclicCf
                                ? "all reads"
                                : "the reads of " + client(steps.back().decided_by);
  steps.push_back({steps.front().access});
  return fmt::format("No one order of the writes fits {}: {}.", reads, clauses(steps));
}

std::string CausalStory::course(std::span<const CausalStep> steps) const {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const AccessIndex access = steps[i].access;
    if (i == 0 || operation(access).client != operation(steps[i - 1].access).client)
      text += (i == 0 ? "" : "; ") + client(access) + ' ';
    else
      text += " and ";
    text += deed(steps, i);
  }
  return text;
}

std::string CausalStory::deed(std::span<const CausalStep> steps, std::size_t index) const {
  const AccessIndex access = steps[index].access;
  const bool writes = order_->accesses()[access].writes;
  std::string what =
      writes ? fmt::format("wrote {} to {}", value(access), key(access)) : what_was_read(access);
  if (index > 0 && steps[index - 1].link == CausalLink::kRead) what = "read that";
  const bool goes_on =
      index + 1 < steps.size() && &operation(steps[index + 1].access) == &operation(access);
  return goes_on ? what : what + " at " + moment(access);
}

std::string CausalStory::what_was_read(AccessIndex read) const {
  if (order_->accesses()[read].value == kInitialValue) return "found nothing in " + key(read);
  return fmt::format("read {} from {}", value(read), key(read));
}

std::string CausalStory::clauses(const Steps& steps) const {
  std::string text;
  const auto add = [&](const std::string& clause) { text += (text.empty() ? "" : "; ") + clause; };
  for (std::size_t i = 0; i + 1 < steps.size();) {
    if (steps[i].link == CausalLink::kConflict) {
      add(conflict(steps[i], steps[i + 1].access));
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end + 1 < steps.size() && steps[end].link != CausalLink::kConflict) ++end;
    add(course(std::span(steps).subspan(i, end + 1 - i)));
    i = end;
  }
  return text;
}

std::string CausalStory::conflict(const CausalStep& step, AccessIndex later) const {
  const AccessIndex read = step.decided_by;
  return fmt::format("{} comes before {} in {}, as {} read {} at {}{}", value(step.access),
                     value(later), key(later), client(read), value(later), moment(read),
                     how_it_knew(step.access, read));
}

std::string CausalStory::how_it_knew(AccessIndex write, AccessIndex read) const {
  // By its other reads alone.
  if (!order_->before(write, read))
    return fmt::format(", when {} already came before", value(write));
  if (operation(write).client == operation(read).client) return " after writing " + value(write);
  const Steps steps = steps_between(*order_, write, read);
  const auto handed = std::find_if(steps.rbegin(), steps.rend(), [](const CausalStep& step) {
    return step.link == CausalLink::kRead;
  });
  if (handed->access == write) return " after reading " + value(write);
  return fmt::format(" after reading {} from {}, whose writer knew {}", value(handed->access),
                     key(handed->access), value(write));
}

const OperationEntry& CausalStory::operation(AccessIndex access) const {
  return history_->operation(registers_->operations[access]);
}

const std::string& CausalStory::client(AccessIndex access) const {
  return history_->load().clients[operation(access).client].name;
}

std::string CausalStory::key(AccessIndex access) const {
  return printable_start(registers_->keys[order_->accesses()[access].key].view());
}

std::string CausalStory::value(AccessIndex access) const {
  const OperationEntry& its = operation(access);
  const engine::Bytes& value = order_->accesses()[access].writes
                                   ? its.command[2]
                                   : std::get<engine::Bytes>(its.reply->value);
  return value.empty() ? "\"\"" : printable_start(value.view());
}

// When a write was asked; when a read was answered, or what did both.
std::string CausalStory::moment(AccessIndex access) const {
  const OperationEntry& its = operation(access);
  const bool answered = !order_->accesses()[access].writes || its.kind->name == "GETSET";
  return moment_text(
      engine::nanoseconds_of(answered ? its.returned.value_or(its.invoked) : its.invoked));
}

}  // namespace faultline::sim
