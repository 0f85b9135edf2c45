#include "reports/story/key_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "reports/metrics/numbers.h"
#include "reports/story/key_diagram.h"
#include "reports/story/knowledge.h"
#include "reports/story/words.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

using sim::LedgerClass;
using sim::LedgerEntry;
using sim::OperationIndex;

// Updates of one operation on the key that met the same fate.
using Updates = std::vector<LedgerEntry>;

bool same_fate(const LedgerEntry& a, const LedgerEntry& b) {
  return a.operation == b.operation && a.ledger_class == b.ledger_class && a.winner == b.winner;
}

std::vector<Updates> updates_of(const sim::History& history, const engine::Bytes& key) {
  std::vector<Updates> all;
  for (LedgerEntry& each : sim::make_ledger(history)) {
    if (history.operation(each.operation).units[each.unit].key != key) continue;
    const auto same = std::find_if(all.rbegin(), all.rend(), [&](const Updates& updates) {
      return same_fate(updates.front(), each);
    });
    if (same == all.rend())
      all.push_back({std::move(each)});
    else
      same->push_back(std::move(each));
  }
  return all;
}

std::string classes_text(const std::vector<const Updates*>& all) {
  std::map<LedgerClass, std::uint64_t> counts;
  for (const Updates* updates : all) counts[updates->front().ledger_class] += updates->size();
  std::vector<std::string> texts;
  for (const auto& [ledger_class, count] : counts)
    texts.push_back(grouped(count) + " " + std::string(word(ledger_class)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::uint64_t count_of(const std::vector<const Updates*>& all) {
  std::uint64_t count = 0;
  for (const Updates* updates : all) count += updates->size();
  return count;
}

bool lost(const Updates& updates) {
  return is_lost(updates.front().ledger_class);
}

class KeyTeller {
 public:
  KeyTeller(const sim::History& history, std::string_view engine, const engine::Bytes& key,
            const KeyStoryWish& wish)
      : history_(history), wish_(wish), all_(updates_of(history, key)) {
    story_.engine = engine;
    story_.key = sim::argument_text(key.view());
    if (const sim::KeyEntry* entry = history.find_key(key)) at_.emplace(history, *entry);
  }

  KeyStory take() {
    choose();
    summarise();
    for (const Updates* each : told_) tell(*each);
    say_once();
    if (at_) {
      show_ends();
      if (told_.empty() && wish_.operation)
        story_.told.push_back(story_of_read(*at_, *wish_.operation));
      draw();
    }
    return std::move(story_);
  }

 private:
  void choose() {
    if (wish_.operation) {
      for (const Updates& each : all_)
        if (each.front().operation == *wish_.operation) told_.push_back(&each);
      return;
    }
    // Of each kind of loss one, then the others; where there is room, what was told last of the
    // rest.
    std::set<std::tuple<LedgerClass, std::optional<sim::EffectIndex>, engine::DatacenterId>> kinds;
    for (const Updates& each : all_)
      if (lost(each) && kinds.insert(kind_of(each.front())).second) add(each, wish_.most);
    for (const Updates& each : all_)
      if (lost(each)) add(each, wish_.most);
    constexpr std::size_t kAtLeast = 3;
    const std::size_t room =
        all_.size() <= wish_.most ? wish_.most : std::min(kAtLeast, wish_.most);
    for (auto each = all_.rbegin(); each != all_.rend(); ++each) add(*each, room);
    std::sort(told_.begin(), told_.end());  // they lie in one list, in the order of operations
  }

  void add(const Updates& updates, std::size_t room) {
    if (told_.size() < room && std::find(told_.begin(), told_.end(), &updates) == told_.end())
      told_.push_back(&updates);
  }

  [[nodiscard]] std::tuple<LedgerClass, std::optional<sim::EffectIndex>, engine::DatacenterId>
  kind_of(const LedgerEntry& entry) const {
    const sim::EffectEntry& effect = history_.effects()[*entry.effect];
    return {entry.ledger_class, entry.winner,
            history_.place(at_->key().replicas[effect.home]).datacenter};
  }

  // Rules and what might have been are often the same for all.
  void say_once() {
    std::map<std::string, std::uint64_t> said;  // by the text, of which operation
    for (OperationStory& told : story_.told)
      for (StoryLine& line : told.lines) {
        if (line.label != "rule" && line.label != "what if") continue;
        const auto [first, fresh] = said.emplace(line.label + line.text, told.operation);
        if (!fresh && first->second != told.operation)
          line.text = fmt::format("as for operation {}", first->second);
      }
  }

  void summarise() {
    std::vector<const Updates*> all;
    std::vector<const Updates*> rest;
    for (const Updates& each : all_) {
      all.push_back(&each);
      if (!std::binary_search(told_.begin(), told_.end(), &each)) rest.push_back(&each);
    }
    const std::uint64_t updates = count_of(all);
    story_.summary =
        updates == 0 ? "no update" : counted(updates, "update") + ": " + classes_text(all);
    if (rest.empty() || wish_.operation) return;
    story_.rest = fmt::format("{} more: {}", grouped(count_of(rest)), classes_text(rest));
    const auto next =
        std::find_if(rest.begin(), rest.end(), [](const Updates* each) { return lost(*each); });
    story_.another = number_of((next == rest.end() ? rest.back() : *next)->front().operation);
  }

  void show_ends() {
    const sim::KeyEntry& key = at_->key();
    std::vector<std::pair<std::string, std::vector<sim::LocalReplica>>> values;
    std::vector<sim::LocalReplica> away;
    std::vector<sim::LocalReplica> removed;
    for (sim::LocalReplica r = 0; r < at_->replicas(); ++r) {
      if (!history_.in_core(key, r)) {
        (is_removed(r) ? removed : away).push_back(r);
        continue;
      }
      const std::string value = sim::shown_text(key, r);
      const auto same = std::find_if(values.begin(), values.end(),
                                     [&](const auto& each) { return each.first == value; });
      if (same == values.end())
        values.push_back({value, {r}});
      else
        same->second.push_back(r);
    }
    for (const auto& [value, replicas] : values)
      story_.shown.push_back({values.size() > 1 ? sim::replicas_text(history_, key, replicas)
                              : away.empty() && removed.empty()
                                  ? std::string("every replica")
                                  : std::string("every other replica"),
                              value});
    if (!away.empty())
      story_.shown.push_back({sim::replicas_text(history_, key, away),
                              "down, or cut off from most others, when the run ends"});
    if (!removed.empty())
      story_.shown.push_back(
          {sim::replicas_text(history_, key, removed), "removed from the database"});
  }

  // Its data center is no member any more.
  [[nodiscard]] bool is_removed(sim::LocalReplica replica) const {
    const engine::DatacenterId datacenter = history_.place(at_->key().replicas[replica]).datacenter;
    return history_.removed(datacenter, engine::Instant::max());
  }

  void tell(const Updates& updates) {
    const bool of_several = std::count_if(all_.begin(), all_.end(), [&](const Updates& each) {
                              return each.front().operation == updates.front().operation;
                            }) > 1;
    story_.told.push_back(
        story_of_updates(history_, at_ ? &*at_ : nullptr, story_.engine, updates, of_several));
  }

  // Those told of, and whom they lost to.
  void draw() {
    std::map<OperationIndex, bool> drawn;
    for (const Updates* each : told_) {
      drawn[each->front().operation] |= lost(*each);
      if (each->front().winner) drawn.emplace(at_->effect(*each->front().winner).operation, false);
    }
    if (wish_.operation) add_known(drawn);
    for (const Updates& each : all_)
      if (drawn.contains(each.front().operation)) drawn[each.front().operation] |= lost(each);
    story_.diagram =
        key_diagram(*at_,
                    fmt::format("{} under {}", sim::printable_start(at_->key().name.view()),
                                display_name(story_.engine)),
                    drawn);
  }

  // Of a single operation also what it knew last, and what it might have known.
  void add_known(std::map<OperationIndex, bool>& drawn) const {
    drawn.emplace(*wish_.operation, false);
    std::optional<Moment> moment;
    if (!told_.empty() && told_.front()->front().effect) {
      const sim::EffectEntry& effect = at_->effect(*told_.front()->front().effect);
      moment = {effect.operation, effect.home, effect.executed_at};
    } else if (const sim::Execution* ran = at_->answering(*wish_.operation); ran != nullptr) {
      if (const auto local = at_->key().of_copy(history_.copy_of(ran->replica)))
        moment = {*wish_.operation, *local, ran->position};
    }
    if (!moment || moment->position == sim::kNever) return;
    const Knowledge knowledge = knowledge_at(*at_, *moment);
    for (const auto* list : {&knowledge.seen, &knowledge.unseen})
      if (!list->empty()) drawn.emplace(at_->effect(list->back()).operation, false);
  }

  const sim::History& history_;
  KeyStoryWish wish_;
  std::vector<Updates> all_;
  std::optional<KeyAtEnd> at_;  // none: no replica ever held anything of it
  std::vector<const Updates*> told_;
  KeyStory story_;
};

}  // namespace

bool names_key(const sim::History& history, OperationIndex operation, const engine::Bytes& key) {
  if (operation >= history.load().arrivals.size()) return false;
  const sim::OperationEntry& entry = history.operation(operation);
  if (entry.kind == nullptr) return false;
  const std::vector<engine::Bytes> keys = engine::keys_of(*entry.kind, entry.command);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string what_it_is(const sim::History& history, OperationIndex operation) {
  const std::size_t all = history.load().arrivals.size();
  if (operation >= all) return "does not exist: the run has " + counted(all, "operation");
  const sim::OperationEntry& entry = history.operation(operation);
  if (entry.command.empty())
    return "was never asked: the answer it waits for led to something else";
  return "is " + sim::command_text(entry.command) + ", which does not name the key";
}

std::vector<engine::Bytes> all_keys(const sim::History& history) {
  std::set<engine::Bytes> keys;
  for (const sim::KeyEntry& each : history.keys()) keys.insert(each.name);
  for (const OperationIndex each : history.issued()) {
    const sim::OperationEntry& entry = history.operation(each);
    if (entry.kind == nullptr) continue;
    for (const engine::Bytes& key : engine::keys_of(*entry.kind, entry.command)) keys.insert(key);
  }
  return {keys.begin(), keys.end()};
}

KeyStory key_story(const sim::History& history, std::string_view engine, const engine::Bytes& key,
                   const KeyStoryWish& wish) {
  return KeyTeller(history, engine, key, wish).take();
}

}  // namespace faultline::reports
