#include "sim/history/final_counters.h"

#include <algorithm>
#include <limits>

#include "engine/datatypes/number.h"

namespace faultline::sim {
namespace {

// Far enough from both ends of the range that no sum of sums leaves it.
constexpr std::int64_t kSumMax = std::numeric_limits<std::int64_t>::max() / 4;

// None: no counting command, or no number.
std::optional<std::int64_t> delta_of(const OperationEntry& operation) {
  const std::string_view name = operation.kind->name;
  if (name == "INCR") return 1;
  if (name == "DECR") return -1;
  if ((name != "INCRBY" && name != "DECRBY") || operation.command.size() != 3) return std::nullopt;
  const auto amount = engine::parse_integer(operation.command[2].view());
  if (!amount || *amount < -kSumMax || *amount > kSumMax) return std::nullopt;
  return name == "INCRBY" ? *amount : -*amount;
}

std::optional<std::int64_t> number_shown(const FinalContents& contents) {
  if (!contents.content) return 0;
  const auto* text = std::get_if<engine::string::Plain>(&contents.content->value);
  return text == nullptr ? std::nullopt : engine::parse_integer(text->value().view());
}

// None: other commands write the key, too, or nobody counts with it.
std::optional<std::vector<CounterAddition>> additions_of(const History& history,
                                                         const std::vector<OperationIndex>& uses) {
  std::vector<CounterAddition> additions;
  std::int64_t room = kSumMax;
  for (const OperationIndex use : uses) {
    const OperationEntry& operation = history.operation(use);
    if (operation.kind->access != engine::kWrite) continue;
    const auto delta = delta_of(operation);
    if (!delta) return std::nullopt;
    room -= *delta < 0 ? -*delta : *delta;
    if (room < 0) return std::nullopt;
    additions.push_back({use, *delta});
  }
  return additions;
}

bool counts(const History& history, OperationIndex use) {
  const std::string_view type = history.operation(use).kind->name;
  return type == "INCR" || type == "DECR" || type == "INCRBY" || type == "DECRBY" ||
         type == "INCRBYFLOAT";
}

}  // namespace

FinalCounters final_counters(const History& history) {
  FinalCounters found;
  for (const auto& [key, uses] : history.once(uses_of_keys)) {
    const bool is_counter = std::any_of(uses.begin(), uses.end(),
                                        [&](OperationIndex use) { return counts(history, use); });
    if (!is_counter) continue;
    auto additions = additions_of(history, uses);
    if (!additions) {
      ++found.keys_left_out;
      continue;
    }
    FinalCounter& counter = found.counters.emplace_back();
    counter.key = key;
    counter.additions = std::move(*additions);
    for (const CounterAddition& each : counter.additions) {
      if (acknowledged(history.operation(each.operation)))
        counter.possible.add_certain(each.delta);
      else
        counter.possible.add_possible(each.delta);
    }
    for (const FinalRead& read : final_reads(history, key))
      counter.shown.push_back({read.replica, number_shown(*read.contents)});
  }
  return found;
}

}  // namespace faultline::sim
