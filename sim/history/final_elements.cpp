#include "sim/history/final_elements.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string_view>

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::Instant;

constexpr Instant kNoEnd = Instant::max();

bool is_one_of(const OperationEntry& operation, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), operation.kind->name) != names.end();
}

bool is_set_of_clients(const History& history, const std::vector<OperationIndex>& uses) {
  return std::any_of(uses.begin(), uses.end(), [&](OperationIndex use) {
    return is_one_of(history.operation(use), {"SADD"});
  });
}

bool has_other_writes(const History& history, const std::vector<OperationIndex>& uses) {
  return std::any_of(uses.begin(), uses.end(), [&](OperationIndex use) {
    const OperationEntry& operation = history.operation(use);
    return operation.kind->access == engine::kWrite &&
           !is_one_of(operation, {"SADD", "SREM", "DEL", "UNLINK"});
  });
}

// Removals of one element, or of the whole key.
class ElementRemovals {
 public:
  void add(const History& history, OperationIndex index) {
    const OperationEntry& operation = history.operation(index);
    const bool once = acknowledged(operation) && !history.sent_again(index);
    if (once && operation.reply == engine::integer_reply(0))
      idle_of_[operation.client] = operation.invoked;
    else
      seen_until_ = std::max(seen_until_, once ? *operation.returned : kNoEnd);
  }
  [[nodiscard]] bool may_have_seen(const OperationEntry& addition) const {
    const auto idle = idle_of_.find(addition.client);
    return seen_until_ >= addition.invoked ||
           (idle != idle_of_.end() && idle->second >= addition.invoked);
  }

 private:
  // When the last of them was over that may have found something; none may have before time 0.
  Instant seen_until_ = Instant::min();
  std::map<std::uint32_t, Instant> idle_of_;  // by client, when it last asked for one in vain
};

// What reads say of one element.
struct ElementReads {
  Instant with = Instant::min();     // when the last was asked that had it …
  Instant without = Instant::min();  // … and, of those of single elements, that lacked it
  // It was in each listing from the one to before the other, and not in the one before those.
  std::size_t listed_from = 0;
  std::size_t listed_until = 0;
};

struct AddedElement {
  std::vector<ElementAddition> additions;
  ElementRemovals removals;
  ElementReads reads;
};

class SetOfClients {
 public:
  SetOfClients(const History& history, const Bytes& key, FinalElements& found)
      : history_(history), key_(key), found_(found), final_reads_(final_reads(history, key)) {}

  void take_in(OperationIndex index);
  void conclude();

 private:
  void take_in_read(OperationIndex index, const OperationEntry& operation);
  void list(OperationIndex index, const std::vector<engine::Reply>& members);
  void read_elements(const OperationEntry& operation);
  void look_for_unasked();
  // Whether anybody had asked to add it by then.
  [[nodiscard]] bool asked_by(const Bytes& element, Instant when) const;
  [[nodiscard]] FinalElement judged(const Bytes& name, const AddedElement& element) const;
  [[nodiscard]] Instant last_without(const ElementReads& reads) const;

  const History& history_;
  const Bytes& key_;
  FinalElements& found_;
  std::vector<FinalRead> final_reads_;
  std::map<Bytes, AddedElement> elements_;
  ElementRemovals of_whole_key_;
  std::vector<Instant> listings_;         // when reads of the whole set were asked
  std::vector<MisreadElement> suspects_;  // not asked for when the read was
};

void SetOfClients::take_in(OperationIndex index) {
  const OperationEntry& operation = history_.operation(index);
  if (operation.kind->access != engine::kWrite) return take_in_read(index, operation);
  for (std::uint32_t unit = 0; unit < operation.units.size(); ++unit) {
    const engine::Unit& named = operation.units[unit];
    if (named.key != key_) continue;
    if (!named.element)
      of_whole_key_.add(history_, index);
    else if (is_one_of(operation, {"SADD"}))
      elements_[*named.element].additions.push_back({index, unit, false});
    else
      elements_[*named.element].removals.add(history_, index);
  }
}

void SetOfClients::take_in_read(OperationIndex index, const OperationEntry& operation) {
  if (!acknowledged(operation) || !operation.reply) return;
  if (is_one_of(operation, {"SISMEMBER", "SMISMEMBER"})) return read_elements(operation);
  const auto* members = std::get_if<std::vector<engine::Reply>>(&operation.reply->value);
  if (members != nullptr && is_one_of(operation, {"SMEMBERS"})) list(index, *members);
}

void SetOfClients::list(OperationIndex index, const std::vector<engine::Reply>& members) {
  const std::size_t number = listings_.size();
  const Instant asked = history_.operation(index).invoked;
  listings_.push_back(asked);
  for (const engine::Reply& member : members) {
    const auto* name = std::get_if<Bytes>(&member.value);
    if (name == nullptr) continue;
    AddedElement& element = elements_[*name];
    if (element.additions.empty()) suspects_.push_back({key_, *name, index, std::nullopt});
    if (element.reads.listed_until == number + 1) {
      found_.repeated.push_back({key_, *name, index, std::nullopt});
      continue;
    }
    if (element.reads.listed_until != number) element.reads.listed_from = number;
    element.reads.listed_until = number + 1;
    element.reads.with = std::max(element.reads.with, asked);
  }
}

void SetOfClients::read_elements(const OperationEntry& operation) {
  std::vector<engine::Reply> answers = {*operation.reply};
  if (const auto* several = std::get_if<std::vector<engine::Reply>>(&operation.reply->value))
    answers = *several;
  for (std::size_t i = 0; i < answers.size() && i + 2 < operation.command.size(); ++i) {
    ElementReads& reads = elements_[operation.command[i + 2]].reads;
    Instant& last = answers[i] == engine::integer_reply(1) ? reads.with : reads.without;
    last = std::max(last, operation.invoked);
  }
}

bool SetOfClients::asked_by(const Bytes& element, Instant when) const {
  const auto found = elements_.find(element);
  return found != elements_.end() && !found->second.additions.empty() &&
         history_.operation(found->second.additions.front().operation).invoked <= when;
}

void SetOfClients::look_for_unasked() {
  for (MisreadElement& suspect : suspects_)
    if (!asked_by(suspect.element, *history_.operation(*suspect.read).returned))
      found_.unasked.push_back(std::move(suspect));
  for (const FinalRead& read : final_reads_) {
    if (!read.contents->content) continue;
    for (const Bytes& member : engine::parts_of(read.contents->content->value))
      if (!asked_by(member, kNoEnd))
        found_.unasked.push_back({key_, member, std::nullopt, read.replica});
  }
}

void SetOfClients::conclude() {
  look_for_unasked();
  for (const auto& [name, element] : elements_)
    if (!element.additions.empty()) found_.elements.push_back(judged(name, element));
}

bool shows(const FinalContents& contents, const Bytes& element) {
  const auto* set =
      contents.content ? std::get_if<engine::set::Plain>(&contents.content->value) : nullptr;
  return set != nullptr && set->contains(element);
}

FinalElement SetOfClients::judged(const Bytes& name, const AddedElement& element) const {
  FinalElement judged;
  judged.key = key_;
  judged.element = name;
  judged.additions = element.additions;
  for (const FinalRead& read : final_reads_)
    (shows(*read.contents, name) ? judged.shown_at : judged.missing_at).push_back(read.replica);
  for (ElementAddition& addition : judged.additions) {
    const OperationEntry& operation = history_.operation(addition.operation);
    addition.stays = acknowledged(operation) && !element.removals.may_have_seen(operation) &&
                     !of_whole_key_.may_have_seen(operation);
    if (addition.stays &&
        (!judged.addition || operation.returned < history_.operation(*judged.addition).returned))
      judged.addition = addition.operation;
  }
  if (!judged.addition) return judged;
  judged.state = final_reads_.empty()        ? ElementState::kNeverRead
                 : judged.missing_at.empty() ? ElementState::kStable
                                             : ElementState::kLost;
  const bool lost = judged.state == ElementState::kLost;
  const Instant last = lost ? element.reads.with : last_without(element.reads);
  const Instant known = *history_.operation(*judged.addition).returned;
  if (last > known) judged.latency = last - known;
  return judged;
}

Instant SetOfClients::last_without(const ElementReads& reads) const {
  if (listings_.empty()) return reads.without;
  if (reads.listed_until != listings_.size()) return std::max(reads.without, listings_.back());
  return reads.listed_from == 0 ? reads.without
                                : std::max(reads.without, listings_[reads.listed_from - 1]);
}

}  // namespace

FinalElements final_elements(const History& history, ReadsByClients reads) {
  FinalElements found;
  for (const auto& [key, uses] : history.once(uses_of_keys)) {
    if (!is_set_of_clients(history, uses)) continue;
    if (has_other_writes(history, uses)) {
      ++found.keys_left_out;
      continue;
    }
    ++found.keys;
    SetOfClients set(history, key, found);
    for (const OperationIndex use : uses)
      if (reads == ReadsByClients::kTakeIn || history.operation(use).kind->access == engine::kWrite)
        set.take_in(use);
    set.conclude();
  }
  return found;
}

}  // namespace faultline::sim
