#include "reports/story/knowledge.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/numbers.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

using Earlier = std::vector<sim::EffectIndex>;

void put_in_order_of_running(const KeyAtEnd& at, Earlier& list) {
  const auto ran = [&](sim::EffectIndex each) { return at.effect(each).executed_at; };
  const auto operation = [&](sim::EffectIndex each) { return at.effect(each).operation; };
  std::sort(list.begin(), list.end(), [&](auto a, auto b) { return ran(a) < ran(b); });
  const auto same = [&](auto a, auto b) { return operation(a) == operation(b); };
  list.erase(std::unique(list.begin(), list.end(), same), list.end());
}

std::string seen_text(const KeyAtEnd& at, const Earlier& list) {
  constexpr std::size_t kNamed = 3;
  const auto number = [&](sim::EffectIndex each) {
    return std::to_string(number_of(at.effect(each).operation));
  };
  if (list.empty()) return "nothing of this key";
  if (list.size() > kNamed)
    return fmt::format("{} operations on this key, the last of them {}", grouped(list.size()),
                       number(list.back()));
  std::vector<std::string> numbers;
  for (const sim::EffectIndex each : list) numbers.push_back(number(each));
  return (list.size() == 1 ? "operation " : "operations ") + listed(numbers);
}

std::string unseen_text(const KeyAtEnd& at, const Earlier& list, sim::OperationIndex by,
                        engine::Instant now) {
  if (list.empty()) return {};
  const sim::EffectEntry& last = at.effect(list.back());
  const auto client = [&](sim::OperationIndex each) { return at.history().operation(each).client; };
  std::string text =
      fmt::format("; not operation {}{}, which had run {} before at {}", number_of(last.operation),
                  client(last.operation) == client(by) ? " of the same client" : "",
                  duration_text((now - at.ran_at(last)).count()),
                  at.history().place(at.serving(last.home, at.ran_at(last))).name);
  if (list.size() > 1) text += fmt::format(", nor {} before that", grouped(list.size() - 1));
  return text;
}

}  // namespace

Knowledge knowledge_at(const KeyAtEnd& at, const Moment& moment) {
  Knowledge knowledge;
  for (const sim::EffectIndex index : at.key().effects) {
    const sim::EffectEntry& effect = at.effect(index);
    if (effect.operation == moment.operation || effect.executed_at == sim::kNever) continue;
    if (effect.holdings[moment.replica].held_at(moment.position))
      knowledge.seen.push_back(index);
    else if (effect.executed_at < moment.position && effect.changed)
      knowledge.unseen.push_back(index);
  }
  put_in_order_of_running(at, knowledge.seen);
  put_in_order_of_running(at, knowledge.unseen);
  return knowledge;
}

std::string knowledge_line(const KeyAtEnd& at, const Moment& moment) {
  if (moment.position == sim::kNever) return {};
  engine::Instant now{};
  for (const sim::Execution& each : at.history().operation(moment.operation).executions)
    if (each.position == moment.position) now = each.at;
  const Knowledge knowledge = knowledge_at(at, moment);
  return seen_text(at, knowledge.seen) + unseen_text(at, knowledge.unseen, moment.operation, now);
}

}  // namespace faultline::reports
