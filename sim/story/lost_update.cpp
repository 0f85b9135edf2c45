#include "sim/story/lost_update.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/history/records.h"
#include "sim/story/delays.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

std::string who(const OperationRecord& record) {
  std::string text = fmt::format("At {} client {} in {} sent {}", moment_text(record.invoke_ns),
                                 record.client, record.dc, command_text(record.command));
  if (record.return_ns)
    text += fmt::format(", answered after {}", duration_text(*record.return_ns - record.invoke_ns));
  return text + ".";
}

std::string clock(const OperationRecord& record, engine::WallTime stamp) {
  const std::int64_t offset = record.clock_offset_ns.value_or(0);
  std::string text = fmt::format("{} (clock ", stamp_text(engine::nanoseconds_of(stamp)));
  if (offset == 0) return text + "right)";
  return text + fmt::format("{} {})", duration_text(offset > 0 ? offset : -offset),
                            offset > 0 ? "ahead" : "behind");
}

std::string_view relation_sentence(std::string_view relation) {
  if (relation == "loser saw winner") return " The first had seen the second, and still lost.";
  if (relation == "loser followed winner")
    return " The first came later in the same session, without having seen the second, and lost.";
  if (relation == "winner saw loser") return " The second had seen the first.";
  if (relation == "winner followed loser")
    return " The second came later in the same session, without having seen the first.";
  return " Neither had seen the other.";
}

// Where the cause alone says what would have been different.
std::string_view counterfactual_of_cause(std::string_view cause) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTexts = {
      {{"forgotten",
        "With a disk, or with peers that give back what a node lost, every replica would have it."},
       {"copy_adopted", "Had the peer's copy been complete, every replica would have it."},
       {"misplaced", "Had each key's owner been looked up, every replica would have had it."},
       {"taken_for_a_read",
        "Had the parser known it for a write, every replica would have had it."},
       {"overwriter_missing",
        "With a delivery that does not give up, the newer write would have replaced it "
        "everywhere."},
       {"did_nothing_there", "Had it arrived first everywhere, every replica would show it."},
       {"older_stamp", "Only a rule that merges both would have kept it everywhere."},
       {"ran_several_times", "Run once, it would have ended alike everywhere."},
       {"own_result", "Had its result travelled in the place of its text, replicas would agree."},
       {"home_gone",
        "No conflict rule could have kept it: only an acknowledgement that waits for other "
        "copies."},
       {"home_removed",
        "No conflict rule could have kept it: only a removal that waits until the others have it."},
       {"read_repair", "Only a rule that merges both would have kept it."}}};
  const auto* const found = std::find_if(kTexts.begin(), kTexts.end(),
                                         [&](const auto& each) { return each.first == cause; });
  return found == kTexts.end() ? std::string_view() : found->second;
}

// Stamps are by the clocks of coordinators, which no record tells: by what they should have been.
std::string counterfactual_of_stamps(const EffectEntry& loser, const EffectEntry& winner,
                                     const FindingExample& example) {
  // Stamps are in milliseconds.
  constexpr std::int64_t kStampUnit = 1'000'000;
  const bool later = example.loser->invoke_ns / kStampUnit > example.winner->invoke_ns / kStampUnit;
  if (later && loser.stamp <= winner.stamp)
    return "With right clocks this write, the later one in true time, would have won.";
  return "Only a rule that merges both would have kept this one.";
}

// What would have been different under another rule, or with right clocks.
std::string counterfactual(const History& history, const LedgerEntry& entry,
                           const FindingExample& example) {
  const std::string_view by_cause = counterfactual_of_cause(reason_of(history, entry).cause);
  if (!by_cause.empty()) return std::string(by_cause);
  switch (entry.ledger_class) {
    case LedgerClass::kNeverReplicated:
    case LedgerClass::kLostCrash:
    case LedgerClass::kLostRepair:
      return "No conflict rule could have kept it: only an acknowledgement that waits for other "
             "copies or for the disk.";
    case LedgerClass::kDivergedMissing:
      return "With a delivery that does not give up, every replica would have had it.";
    default:
      break;
  }
  if (!decided_by_stamps(history, entry))
    return history.deployment().arbitration == engine::Arbitration::kArrivalOrder
               ? "No clock decides here: the same commands in one order would have agreed."
               : "No clock decides here: only a rule that merges both would have kept this one.";
  const EffectEntry& loser = history.effects()[*entry.effect];
  const EffectEntry& winner = history.effects()[*entry.winner];
  if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder)
    return counterfactual_of_stamps(loser, winner, example);
  const bool right_clocks = example.loser->clock_offset_ns.value_or(0) == 0 &&
                            example.winner->clock_offset_ns.value_or(0) == 0;
  if (right_clocks)
    return "The clocks were right; only a rule that merges both would have kept this one.";
  if (loser.executed_at > winner.executed_at)
    return "With right clocks this write, the later one in true time, would have won.";
  return "With right clocks the other write, the later one in true time, would have won as well; "
         "only a rule that merges both would have kept this one.";
}

// "It is shown at eu-west and overwritten at us-east", of core replicas that hold it.
std::string where_it_shows(const History& history, const LedgerEntry& entry) {
  const EffectEntry& effect = history.effects()[*entry.effect];
  const KeyEntry& key = history.keys()[effect.key];
  std::vector<LocalReplica> overwritten;
  std::vector<LocalReplica> idle;
  if (entry.shown_at.empty()) return {};
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (!effect.holdings[r].held() || !history.in_core(key, r)) continue;
    if (std::find(entry.shown_at.begin(), entry.shown_at.end(), r) != entry.shown_at.end())
      continue;
    (effect.holdings[r].changed ? overwritten : idle).push_back(r);
  }
  const bool removal = !engine::leaves_a_trace(*effect.change);
  std::string text = fmt::format("{} {}", removal ? "It still holds at" : "It is shown at",
                                 replicas_text(history, key, entry.shown_at));
  if (!overwritten.empty())
    text += fmt::format(" and {} at {}", removal ? "is undone" : "overwritten",
                        replicas_text(history, key, overwritten));
  if (!idle.empty())
    text += fmt::format("; it did nothing at {}", replicas_text(history, key, idle));
  return text + ".";
}

// "It ran at eu/a/0 and arrived at us/a/0."
std::string where_it_ran(const History& history, EffectIndex index, std::string_view who) {
  const EffectEntry& effect = history.effects()[index];
  const KeyEntry& key = history.keys()[effect.key];
  std::vector<LocalReplica> arrived;
  std::vector<LocalReplica> forgot;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    const Holding& at = effect.holdings[r];
    if (at.held() && r != effect.home) arrived.push_back(r);
    if (at.ever() && !at.held()) forgot.push_back(r);
  }
  if (!effect.holdings[effect.home].ever() && effect.misplaced)
    return fmt::format("{} ran only where its key does not live.", who);
  std::string text =
      fmt::format("{} ran at {}", who, history.place(key.replicas[effect.home]).name);
  if (!arrived.empty())
    text += " and arrived at " + replicas_text(history, key, arrived, effect.home);
  text += ".";
  if (!forgot.empty())
    text += fmt::format(" It was there, then lost, at {}.", replicas_text(history, key, forgot));
  return text;
}

// Where the lost update ran, came late or never, and why; and, where replicas differ, what held up
// the one that won.
std::string course_of(const History& history, const LedgerEntry& entry) {
  const std::string_view lost = entry.winner ? "The lost one" : "It";
  std::vector<std::string> sentences = {
      where_it_ran(history, *entry.effect, lost), delay_sentence(history, *entry.effect, lost),
      missing_sentence(history, *entry.effect, lost), where_it_shows(history, entry)};
  if (entry.winner && !entry.shown_at.empty()) {
    sentences.push_back(delay_sentence(history, *entry.winner, "The other one"));
    sentences.push_back(missing_sentence(history, *entry.winner, "The other one"));
  }
  std::erase(sentences, "");
  return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace

std::string_view relation(const History& history, EffectIndex loser, EffectIndex winner) {
  if (history.saw(loser, winner))
    return history.seen(winner, loser) ? "loser saw winner" : "loser followed winner";
  if (history.saw(winner, loser))
    return history.seen(loser, winner) ? "winner saw loser" : "winner followed loser";
  return "concurrent";
}

std::string stamps_sentence(const History& history, const LedgerEntry& entry) {
  const EffectEntry& loser = history.effects()[*entry.effect];
  const EffectEntry& winner = history.effects()[*entry.winner];
  if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder)
    return fmt::format("Stamps of the coordinators: {} against {}.",
                       stamp_text(engine::nanoseconds_of(loser.stamp)),
                       stamp_text(engine::nanoseconds_of(winner.stamp)));
  return fmt::format("Stamps: {} against {}.",
                     clock(record_of(history, entry.operation), loser.stamp),
                     clock(record_of(history, winner.operation), winner.stamp));
}

FindingExample tell(const History& history, const LedgerEntry& entry) {
  FindingExample example;
  const EffectEntry& effect = history.effects()[*entry.effect];
  example.key = history.keys()[effect.key].name.view();
  example.loser = record_of(history, entry.operation);
  std::string text = who(*example.loser);
  if (entry.winner) {
    const EffectEntry& winner = history.effects()[*entry.winner];
    example.winner = record_of(history, winner.operation);
    example.saw = relation(history, *entry.effect, *entry.winner);
    text += " " + who(*example.winner);
    if (winner.eviction())
      text += fmt::format(" At that {} was short of memory and evicted the key.",
                          history.place(history.keys()[effect.key].replicas[winner.home]).name);
    text += relation_sentence(example.saw);
    if (decided_by_stamps(history, entry)) text += " " + stamps_sentence(history, entry);
  }
  const Rule rule = reason_of(history, entry).rule;
  text += fmt::format(" Rule: {} ({}).", rule.name, word(rule.basis));
  example.course = course_of(history, entry);
  text += " " + example.course;
  example.counterfactual = counterfactual(history, entry, example);
  example.text = text + " " + example.counterfactual;
  return example;
}

}  // namespace faultline::sim
