#include "reports/story/update_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/metrics/numbers.h"
#include "reports/story/knowledge.h"
#include "reports/story/replica_events.h"
#include "reports/story/words.h"
#include "sim/history/records.h"
#include "sim/story/delays.h"
#include "sim/story/lost_update.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

using engine::nanoseconds_of;
using sim::LedgerClass;
using sim::LedgerEntry;
using sim::LocalReplica;

// A reply that is an error may leave open what became of its operation.
std::string fate_words(const sim::OperationEntry& operation, LedgerClass fate) {
  std::string text(phrase(fate));
  constexpr std::string_view kSilent = "never answered";
  if (operation.returned && text.starts_with(kSilent))
    text.replace(0, kSilent.size(), "its answer leaves open whether it ran");
  return text;
}

std::string fate_line(const sim::History& history, std::span<const LedgerEntry> updates,
                      bool of_several) {
  const LedgerEntry& first = updates.front();
  const sim::OperationEntry& operation = history.operation(first.operation);
  std::string text = fate_words(operation, first.ledger_class);
  if (text != word(first.ledger_class)) text += fmt::format(" ({})", word(first.ledger_class));
  if (!of_several) return text;
  std::vector<std::string> elements;
  for (const LedgerEntry& each : updates) {
    const engine::Unit& unit = operation.units[each.unit];
    elements.push_back(unit.element ? sim::argument_text(unit.element->view()) : "the key");
  }
  return listed(elements) + ": " + text;
}

std::string ran_line(const KeyAtEnd& at, const sim::EffectEntry& effect) {
  if (!effect.holdings[effect.home].ever() && effect.misplaced)
    return "only where its key does not live";
  const sim::ProcessPlace& home = at.history().place(at.key().replicas[effect.home]);
  const sim::Execution* ran = at.execution(effect);
  if (ran == nullptr) return "at " + home.name;
  const std::int64_t offset = ran->clock_offset.count();
  return fmt::format(
      "at {} at {}; its clock was {}", at.history().place(ran->replica).name,
      sim::stamp_text(nanoseconds_of(ran->at)),
      offset == 0 ? "right"
                  : fmt::format("{} {}, it showed {}", duration_text(offset < 0 ? -offset : offset),
                                offset < 0 ? "behind" : "ahead",
                                sim::stamp_text(nanoseconds_of(ran->wall))));
}

// How long after it ran a copy was there, "after 40.1 ms" or "after 0.9 to 1.2 ms".
std::string delays_text(const KeyAtEnd& at, const sim::EffectEntry& effect,
                        const std::vector<LocalReplica>& replicas) {
  std::vector<std::int64_t> delays;
  for (const LocalReplica r : replicas)
    delays.push_back((effect.holdings[r].first_at() - at.ran_at(effect)).count());
  const auto [least, most] = std::minmax_element(delays.begin(), delays.end());
  // One that ran twice may have been elsewhere before its home answered.
  if (*most < 0) return "before";
  std::string first = duration_text(*least);
  const std::string last = duration_text(*most);
  if (first == last || *least < 0) return "after " + last;
  const auto unit = [](const std::string& text) { return text.substr(text.find(' ')); };
  if (unit(first) == unit(last)) first.resize(first.find(' '));
  return fmt::format("after {} to {}", first, last);
}

// When each copy came: by replica where they are few, by data center where they are many; those
// that waited for something apart.
std::string arrivals_text(const KeyAtEnd& at, sim::EffectIndex index) {
  const sim::EffectEntry& effect = at.effect(index);
  struct Group {
    engine::DatacenterId datacenter;
    LocalReplica replica = 0;
    std::string cause;
    auto operator<=>(const Group&) const = default;
  };
  constexpr std::size_t kFew = 4;
  std::map<Group, std::vector<LocalReplica>> groups;
  for (LocalReplica r = 0; r < at.replicas(); ++r) {
    const sim::Holding& copy = effect.holdings[r];
    if (r == effect.home || !copy.ever()) continue;
    groups[{at.history().place(at.key().replicas[r]).datacenter, at.replicas() > kFew ? 0 : r,
            copy.repaired ? "by a read repair" : sim::delay_cause(at.history(), index, r)}]
        .push_back(r);
  }
  std::vector<std::string> texts;
  for (const auto& [group, replicas] : groups) {
    const LocalReplica first = replicas.front();
    const engine::ProcessId process = at.serving(first, effect.holdings[first].first_at());
    texts.push_back((replicas.size() == 1
                         ? at.history().place(process).name
                         : sim::replicas_text(at.history(), at.key(), replicas, effect.home)) +
                    " " + delays_text(at, effect, replicas));
    if (!group.cause.empty()) texts.back() += fmt::format(" ({})", group.cause);
  }
  return texts.empty() ? std::string() : fmt::format("at {}.", fmt::join(texts, "; "));
}

// Why a process lost what it held then: ", when it went down"; empty: nobody knows.
std::string loss_cause(const KeyAtEnd& at, LocalReplica replica, engine::ProcessId process,
                       engine::Instant when) {
  const std::vector<sim::Disturbed>& all = at.history().disturbances();
  const bool crash = std::any_of(all.begin(), all.end(), [&](const sim::Disturbed& each) {
    const auto* down = std::get_if<sim::Down>(&each.what);
    return down != nullptr && each.from == when &&
           is_hit(at.history(), process, down->host, down->role);
  });
  if (crash) return ", when it went down";
  const engine::DatacenterId datacenter = at.history().place(process).datacenter;
  if (at.history().removed(datacenter, when)) return ", when its data center was removed";
  if (at.key().held_since[replica] != when || at.key().holders[replica] == process) return {};
  return fmt::format(", when {} took over", at.history().place(at.key().holders[replica]).name);
}

// Where it was once and is no longer.
std::vector<std::string> forgotten(const KeyAtEnd& at, const sim::EffectEntry& effect) {
  std::vector<std::string> sentences;
  for (LocalReplica r = 0; r < at.replicas(); ++r) {
    const sim::Holding& copy = effect.holdings[r];
    if (!copy.ever() || copy.held()) continue;
    const engine::Instant when = copy.until(copy.intervals().size() - 1);
    const engine::ProcessId process = at.serving(r, when - engine::Duration(1));
    sentences.push_back(fmt::format("{} {} at {}{}.", at.history().place(process).name,
                                    copy.replaced ? "took over a state without it" : "lost it",
                                    sim::moment_text(nanoseconds_of(when)),
                                    loss_cause(at, r, process, when)));
  }
  return sentences;
}

// Where it ran or came more than once.
std::vector<std::string> repetitions(const KeyAtEnd& at, const sim::EffectEntry& effect) {
  std::map<std::uint32_t, std::vector<LocalReplica>> repeated;
  for (LocalReplica r = 0; r < at.replicas(); ++r)
    if (effect.holdings[r].duplicates > 0) repeated[effect.holdings[r].duplicates + 1].push_back(r);
  std::vector<std::string> sentences;
  for (const auto& [times, replicas] : repeated)
    sentences.push_back(fmt::format("It was taken {} times at {}.", times,
                                    sim::replicas_text(at.history(), at.key(), replicas)));
  return sentences;
}

std::string copies_line(const KeyAtEnd& at, sim::EffectIndex index) {
  std::vector<std::string> sentences = {arrivals_text(at, index),
                                        sim::missing_sentence(at.history(), index, "It")};
  for (const auto& more : {repetitions(at, at.effect(index)), forgotten(at, at.effect(index))})
    sentences.insert(sentences.end(), more.begin(), more.end());
  std::erase(sentences, "");
  return fmt::format("{}", fmt::join(sentences, " "));
}

// Of an effect that some core replicas show and others do not.
std::string end_line(const KeyAtEnd& at, const LedgerEntry& entry) {
  if (entry.shown_at.empty()) return {};
  const sim::EffectEntry& effect = at.effect(*entry.effect);
  const bool removal = !engine::leaves_a_trace(*effect.change);
  std::map<std::string, std::vector<LocalReplica>> others;
  for (LocalReplica r = 0; r < at.replicas(); ++r) {
    const sim::Holding& copy = effect.holdings[r];
    if (!copy.held() || !at.history().in_core(at.key(), r) ||
        std::find(entry.shown_at.begin(), entry.shown_at.end(), r) != entry.shown_at.end())
      continue;
    const std::optional<sim::EffectIndex> by = at.fate(*entry.effect, r).by;
    others[by              ? fmt::format("{} by operation {}", removal ? "undone" : "overwritten",
                                         number_of(at.effect(*by).operation))
           : !copy.changed ? std::string("without effect")
                           : std::string(removal ? "undone" : "not shown")]
        .push_back(r);
  }
  std::string text = fmt::format("{} {}", removal ? "holds at" : "shown at",
                                 sim::replicas_text(at.history(), at.key(), entry.shown_at));
  for (const auto& [what, replicas] : others)
    text += fmt::format(", {} at {}", what, sim::replicas_text(at.history(), at.key(), replicas));
  return text;
}

// Whom it lost to: an operation, or what a replica did by itself on its account.
std::string winner_text(const KeyAtEnd& at, const sim::EffectEntry& winner) {
  const std::uint64_t number = number_of(winner.operation);
  const std::string& place = at.history().place(at.key().replicas[winner.home]).name;
  if (winner.eviction())
    return fmt::format("an eviction at {}, which was short of memory during operation {}", place,
                       number);
  if (winner.unasked())
    return fmt::format("the deadline that operation {} had set, when it passed at {}", number,
                       place);
  const sim::OperationRecord record = sim::record_of(at.history(), winner.operation);
  return fmt::format("operation {}, {} by {} in {} at {}", number,
                     sim::command_text(record.command), record.client, record.dc,
                     sim::moment_text(record.invoke_ns));
}

std::string_view relation_clause(std::string_view relation) {
  if (relation == "loser saw winner") return "; this one had seen it, and still lost.";
  if (relation == "loser followed winner")
    return "; this one came later in the same session, without having seen it, and lost.";
  if (relation == "winner saw loser") return "; it had seen this one.";
  if (relation == "winner followed loser")
    return "; it came later in the same session, without having seen this one.";
  return "; neither had seen the other.";
}

std::string winner_line(const KeyAtEnd& at, const LedgerEntry& entry) {
  std::string text = winner_text(at, at.effect(*entry.winner));
  text += relation_clause(sim::relation(at.history(), *entry.effect, *entry.winner));
  if (is_lost(entry.ledger_class) && sim::decided_by_stamps(at.history(), entry))
    text += " " + sim::stamps_sentence(at.history(), entry);
  return text;
}

class Lines {
 public:
  void add(std::string label, std::string text) {
    if (!text.empty()) lines_.push_back({std::move(label), std::move(text)});
  }
  [[nodiscard]] std::vector<StoryLine> take() { return std::move(lines_); }

 private:
  std::vector<StoryLine> lines_;
};

}  // namespace

OperationStory story_of_updates(const sim::History& history, const KeyAtEnd* at,
                                std::string_view engine, std::span<const LedgerEntry> updates,
                                bool of_several) {
  const LedgerEntry& entry = updates.front();
  const sim::OperationRecord record = sim::record_of(history, entry.operation);
  Lines lines;
  lines.add("fate", fate_line(history, updates, of_several));
  lines.add("client", asking_text(record));
  if (at == nullptr || !entry.effect) {
    lines.add("ran", entry.ledger_class == LedgerClass::kNoEffect ? "without anything to change"
                                                                  : "nowhere");
    return {number_of(entry.operation), sim::command_text(record.command), lines.take()};
  }
  const sim::EffectEntry& effect = at->effect(*entry.effect);
  lines.add("ran", ran_line(*at, effect));
  lines.add("had seen", knowledge_line(*at, {effect.operation, effect.home, effect.executed_at}));
  lines.add("arrived", copies_line(*at, *entry.effect));
  if (effect.change) lines.add("at the end", end_line(*at, entry));
  const bool lost = is_lost(entry.ledger_class);
  if (entry.winner) lines.add(lost ? "lost to" : "replaced by", winner_line(*at, entry));
  if (lost) {
    lines.add("rule", rule_text(sim::reason_of(history, entry).rule, engine));
    lines.add("what if", sim::tell(history, entry).counterfactual);
  }
  return {number_of(entry.operation), sim::command_text(record.command), lines.take()};
}

OperationStory story_of_read(const KeyAtEnd& at, sim::OperationIndex operation) {
  const sim::OperationRecord record = sim::record_of(at.history(), operation);
  Lines lines;
  lines.add("client", asking_text(record));
  const sim::Execution* ran = at.answering(operation);
  if (ran == nullptr) {
    lines.add("ran", "nowhere");
  } else {
    lines.add("ran", fmt::format("at {} at {}", at.history().place(ran->replica).name,
                                 sim::stamp_text(nanoseconds_of(ran->at))));
    if (const auto local = at.key().of_copy(at.history().copy_of(ran->replica)))
      lines.add("had seen", knowledge_line(at, {operation, *local, ran->position}));
  }
  return {number_of(operation), sim::command_text(record.command), lines.take()};
}

}  // namespace faultline::reports
