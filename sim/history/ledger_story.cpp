#include "sim/history/ledger_story.h"
#include "sim/history/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "sim/history/records.h"

namespace faultline::sim {
namespace {

std::string who(const OperationRecord& record) {
  std::string text =
      fmt::format("At {} client {} in {} sent {}", milliseconds_text(record.invoke_ns),
                  record.client, record.dc, command_text(record.command));
  if (record.return_ns)
    text += fmt::format(" and had its answer at {}", milliseconds_text(*record.return_ns));
  return text + ".";
}

std::string clock(const OperationRecord& record, engine::WallTime stamp) {
  const std::int64_t offset = record.clock_offset_ns.value_or(0);
  std::string text = fmt::format("{} (clock ", milliseconds_text(engine::nanoseconds_of(stamp)));
  if (offset == 0) return text + "right)";
  return text + fmt::format("{} {})", milliseconds_text(std::llabs(offset)),
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

std::string where_it_is(const History& history, EffectIndex index) {
  const EffectEntry& effect = history.effects()[index];
  const KeyEntry& key = history.keys()[effect.key];
  std::string holding;
  std::string forgot;
  std::string never;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    const Holding& at = effect.holdings[r];
    std::string& list = at.held() ? holding : at.ever() ? forgot : never;
    if (!list.empty()) list += ", ";
    list += history.place(key.replicas[r]).name;
  }
  std::string text;
  if (!holding.empty()) text += fmt::format("It was executed at {}. ", holding);
  if (!forgot.empty()) text += fmt::format("It was executed, then lost, at {}. ", forgot);
  if (!never.empty()) text += fmt::format("It never came to {}. ", never);
  text.pop_back();
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
  const Rule rule = rule_of(history, entry);
  text += fmt::format(" Rule: {} ({}).", rule.name, word(rule.basis));
  text += " " + where_it_is(history, *entry.effect) + where_it_shows(history, entry);
  example.counterfactual = counterfactual(history, entry, example, stamped);
  example.text = text + " " + example.counterfactual;
  return example;
}

}  // namespace faultline::sim
