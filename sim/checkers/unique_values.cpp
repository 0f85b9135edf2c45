#include "sim/checkers/unique_values.h"

#include <algorithm>
#include <tuple>

namespace faultline::sim {
namespace {

using engine::Bytes;

bool is_named(const OperationEntry& operation, std::string_view name) {
  return operation.kind != nullptr && operation.kind->name == name;
}

// SET and GETSET without options; what they write is all that the key is then.
const Bytes* value_written(const OperationEntry& operation) {
  const bool plain = is_named(operation, "SET") || is_named(operation, "GETSET");
  return plain && operation.command.size() == 3 ? &operation.command[2] : nullptr;
}

bool reads_all_of_a_key(const OperationEntry& operation) {
  return (is_named(operation, "GET") || is_named(operation, "GETSET")) && operation.returned &&
         operation.outcome == engine::output::Outcome::kOk;
}

// Null: there was no such key, or the reply is of another shape.
const Bytes* value_in(const OperationEntry& operation) {
  return std::get_if<Bytes>(&operation.reply->value);
}

UniqueWriters unique_writers(const History& history) {
  UniqueWriters writers;
  engine::Dictionary<engine::Nothing> others;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    if (operation.kind == nullptr || operation.kind->access == engine::Access::kRead) continue;
    const Bytes* value = value_written(operation);
    for (const Bytes& key : engine::keys_of(*operation.kind, operation.command))
      if (value == nullptr || !writers.try_emplace(key).first.try_emplace(*value, index).second)
        others.try_emplace(key);
  }
  writers.erase_if([&](const Bytes& key, const auto&) { return others.contains(key); });
  return writers;
}

}  // namespace

UniqueValues::UniqueValues(const History& history, Doing last)
    : history_(history), last_kind_(last), writers_(history.once(unique_writers)) {
  if (writers_.empty()) return;
  const std::size_t clients = history.load().clients.size();
  sessions_.assign(clients, Past(clients, kNever));
  std::vector<std::tuple<engine::Instant, bool, OperationIndex>> course;  // answers come first
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    course.emplace_back(operation.invoked, true, index);
    if (operation.returned) course.emplace_back(*operation.returned, false, index);
  }
  std::sort(course.begin(), course.end());
  for (const auto& [at, asks, operation] : course) asks ? ask(operation) : answer(operation);
}

const Bytes* UniqueValues::key_of(OperationIndex index) const {
  const OperationEntry& operation = history_.operation(index);
  if (operation.kind == nullptr || operation.command.size() < 2) return nullptr;
  return writers_.contains(operation.command[1]) ? &operation.command[1] : nullptr;
}

bool UniqueValues::asked_later(OperationIndex a, OperationIndex b) const {
  return std::pair(history_.operation(a).invoked, a) > std::pair(history_.operation(b).invoked, b);
}

void UniqueValues::advance(Past& past, OperationIndex operation) const {
  OperationIndex& known = past[history_.operation(operation).client];
  if (known == kNever || asked_later(operation, known)) known = operation;
}

bool UniqueValues::comes_before(OperationIndex a, OperationIndex b) const {
  const auto past = pasts_.find(b);
  const OperationEntry& earlier = history_.operation(a);
  if (past == pasts_.end()) return false;
  const OperationIndex known = past->second[earlier.client];
  return known == a || (known != kNever && earlier.returned &&
                        *earlier.returned <= history_.operation(known).invoked);
}

void UniqueValues::ask(OperationIndex index) {
  const Bytes* key = key_of(index);
  if (key == nullptr) return;
  const std::uint32_t client = history_.operation(index).client;
  if (value_written(history_.operation(index)) != nullptr) pasts_[index] = sessions_[client];
  const auto last = last_.find({client, *key});
  if (last != last_.end()) before_.emplace(index, last->second);
}

void UniqueValues::answer(OperationIndex index) {
  const OperationEntry& operation = history_.operation(index);
  if (operation.outcome != engine::output::Outcome::kOk) return;
  if (const Bytes* key = key_of(index); key != nullptr) {
    if (reads_all_of_a_key(operation)) take_in_value(index, *key);
    if (last_kind_ == Doing::kWrites && value_written(operation) != nullptr)
      remember(index, index, *key);
  }
  advance(sessions_[operation.client], index);
}

void UniqueValues::take_in_value(OperationIndex index, const Bytes& key) {
  const OperationEntry& operation = history_.operation(index);
  const auto writer = writer_read(index);
  if (!writer && value_in(operation) != nullptr) return;  // a value that nobody is known to write
  if (const auto before = before_.find(index); before != before_.end()) {
    const Last last = before->second;
    ++checked_;
    if (last.writer != writer && (!writer || comes_before(*writer, last.writer)))
      stale_.push_back({index, key, last.operation, last.writer, writer});
  }
  if (!writer) return;
  Past past = pasts_.at(*writer);
  advance(past, *writer);
  const auto own = pasts_.find(index);
  for (const OperationIndex each : past) {
    if (each == kNever) continue;
    advance(sessions_[operation.client], each);
    if (own != pasts_.end()) advance(own->second, each);
  }
  if (last_kind_ == Doing::kReads) remember(index, *writer, key);
}

void UniqueValues::remember(OperationIndex index, OperationIndex writer, const Bytes& key) {
  const Last now{index, writer};
  const auto [known, added] = last_.emplace(Place(history_.operation(index).client, key), now);
  if (!added && asked_later(index, known->second.operation)) known->second = now;
}

std::optional<OperationIndex> UniqueValues::writer_read(OperationIndex index) const {
  const OperationEntry& operation = history_.operation(index);
  const Bytes* key = key_of(index);
  if (key == nullptr || !reads_all_of_a_key(operation)) return std::nullopt;
  const Bytes* value = value_in(operation);
  if (value == nullptr) return std::nullopt;
  const OperationIndex* writer = writers_.find(*key)->find(*value);
  return writer == nullptr ? std::nullopt : std::optional(*writer);
}

}  // namespace faultline::sim
