#include "sim/story/lost_update.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/history/records.h"
#include "sim/story/delays.h"
#include "sim/story/numbers.h"
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
  std::string text = fmt::format("{} (clock ", moment_text(engine::nanoseconds_of(stamp)));
  if (offset == 0) return text + "right)";
  return text + fmt::format("{} {})", duration_text(offset > 0 ? offset : -offset),
                            offset > 0 ? "ahead" : "behind");
}

std::string relation(const History& history, EffectIndex loser, EffectIndex winner) {
  if (history.saw(loser, winner)) return "loser saw winner";
  if (history.saw(winner, loser)) return "winner saw loser";
  return "concurrent";
}

std::string counterfactual_of_missing(std::string_view cause) {
  if (cause == "forgotten")
    return "With a disk, or with peers that give back what a node lost, every replica would have "
           "it.";
  if (cause == "misplaced")
    return "Had each rack looked up the owner by its own ring, every replica would have had it.";
  return "With a delivery that does not give up, every replica would have had it.";
}

// What would have been different under another rule, or with right clocks.
std::string counterfactual(const History& history, const LedgerEntry& entry,
                           const FindingExample& example, bool stamped) {
  switch (entry.ledger_class) {
    case LedgerClass::kNeverReplicated:
    case LedgerClass::kLostCrash:
    case LedgerClass::kLostRepair:
      return "No conflict rule could have kept it: only an acknowledgement that waits for other "
             "copies or for the disk.";
    case LedgerClass::kDivergedMissing:
      return counterfactual_of_missing(cause_of(history, entry));
    default:
      break;
  }
  if (entry.ledger_class == LedgerClass::kDivergedOrder && overwriter_missing(history, entry))
    return "With a delivery that does not give up, the newer write would have replaced it "
           "everywhere.";
  if (cause_of(history, entry) == "did_nothing_there")
    return "Had it arrived first everywhere, every replica would show it.";
  if (!stamped) return "No clock decides here: the same commands in one order would have agreed.";
  const EffectEntry& loser = history.effects()[*entry.effect];
  const EffectEntry& winner = history.effects()[*entry.winner];
  const bool right_clocks = example.loser->clock_offset_ns.value_or(0) == 0 &&
                            example.winner->clock_offset_ns.value_or(0) == 0;
  if (right_clocks)
    return "The clocks were right; only a rule that merges both would have kept this one.";
  if (loser.executed_at > winner.executed_at)
    return "With right clocks this write, the later one in true time, would have won.";
  return "With right clocks the other write, the later one in true time, would have won as well; "
         "only a rule that merges both would have kept this one.";
}

// "shown at eu/a/0 and overwritten at us/a/0", of the replicas that hold it and belong to the core.
std::string where_it_shows(const History& history, const LedgerEntry& entry) {
  const EffectEntry& effect = history.effects()[*entry.effect];
  const KeyEntry& key = history.keys()[effect.key];
  std::string shown;
  std::string overwritten;
  std::string idle;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (!effect.holdings[r].held() || !history.in_core(key.replicas[r])) continue;
    const bool shows =
        std::find(entry.shown_at.begin(), entry.shown_at.end(), r) != entry.shown_at.end();
    std::string& list = shows ? shown : effect.holdings[r].changed ? overwritten : idle;
    if (!list.empty()) list += ", ";
    list += history.place(key.replicas[r]).name;
  }
  if (shown.empty()) return "";
  const bool removal = !engine::leaves_a_trace(*effect.change);
  std::string text = fmt::format(" {} {}", removal ? "It still holds at" : "It is shown at", shown);
  if (!overwritten.empty())
    text += fmt::format(" and {} at {}", removal ? "undone" : "overwritten", overwritten);
  if (!idle.empty()) text += fmt::format("; it did nothing at {}", idle);
  return text + ".";
}

// "It ran at eu/a/0 and arrived at us/a/0. It never came to us/b/0."
std::string where_it_is(const History& history, EffectIndex index, std::string_view subject) {
  const EffectEntry& effect = history.effects()[index];
  const KeyEntry& key = history.keys()[effect.key];
  const std::string& home = history.place(key.replicas[effect.home]).name;
  std::string arrived;
  std::string forgot;
  std::string never;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    const Holding& at = effect.holdings[r];
    if (r == effect.home && at.held()) continue;
    std::string& list = at.held() ? arrived : at.ever() ? forgot : never;
    if (!list.empty()) list += ", ";
    list += history.place(key.replicas[r]).name;
  }
  std::string text = fmt::format("{} ran at {}", subject, home);
  if (!arrived.empty()) text += " and arrived at " + arrived;
  text += ".";
  if (!forgot.empty()) text += fmt::format(" It was there, then lost, at {}.", forgot);
  if (!never.empty()) text += fmt::format(" It never came to {}.", never);
  return text;
}

}  // namespace

FindingExample tell(const History& history, const LedgerEntry& entry) {
  FindingExample example;
  const EffectEntry& effect = history.effects()[*entry.effect];
  example.key = history.keys()[effect.key].name.view();
  example.loser = record_of(history, entry.operation);
  std::string text = who(*example.loser);
  const bool stamped =
      entry.winner && history.deployment().arbitration != engine::Arbitration::kArrivalOrder;
  if (entry.winner) {
    const EffectEntry& winner = history.effects()[*entry.winner];
    example.winner = record_of(history, winner.operation);
    example.saw = relation(history, *entry.effect, *entry.winner);
    text += " " + who(*example.winner);
    text += example.saw == "concurrent"         ? " Neither had seen the other."
            : example.saw == "loser saw winner" ? " The first had seen the second, and still lost."
                                                : " The second had seen the first.";
    if (stamped)
      text += fmt::format(" Stamps: {} against {}.", clock(*example.loser, effect.stamp),
                          clock(*example.winner, winner.stamp));
  }
  const std::string_view subject = entry.winner ? "The first" : "It";
  const auto add_delay = [&](EffectIndex effect_index, std::string_view of) {
    const std::string sentence = delay_sentence(history, effect_index, of);
    if (!sentence.empty()) text += " " + sentence;
  };
  add_delay(*entry.effect, subject);
  if (entry.winner) add_delay(*entry.winner, "The second");
  const Rule rule = rule_of(history, entry);
  text += fmt::format(" Rule: {} ({}).", rule.name, word(rule.basis));
  text += " " + where_it_is(history, *entry.effect, subject) + where_it_shows(history, entry);
  example.counterfactual = counterfactual(history, entry, example, stamped);
  example.text = text + " " + example.counterfactual;
  return example;
}

}  // namespace faultline::sim
