#include "sim/checkers/session_tiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/checkers/claimed_order.h"
#include "sim/history/interpretation.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

class TiersComparison {
 public:
  TiersComparison(const History& history, const std::vector<std::vector<KeyRead>>& reads,
                  Doing last)
      : history_(history), values_(history, last), last_(last) {
    for (const std::vector<KeyRead>& of_key : reads)
      for (const KeyRead& read : of_key)
        if (!history.keys()[read.key].ran_again) placed_.emplace(read.operation, read);
  }

  [[nodiscard]] SessionTiers compare(const SessionWalk& walk) {
    SessionTiers tiers;
    tiers.checked = values_.checked();
    tiers.stale = values_.stale().size();
    std::set<OperationIndex> broken;
    for (const BrokenSession& each : walk.broken) {
      broken.insert(each.later->operation);
      if (values_.writer_read(each.later->operation) == history_.effects()[each.effect].operation)
        tiers.disagreements.push_back(read_what_was_missing(each));
    }
    for (const StaleRead& stale : values_.stale()) {
      const auto placed = placed_.find(stale.read);
      if (placed == placed_.end() || broken.contains(stale.read)) continue;
      if (!is_explained(stale, placed->second))
        tiers.disagreements.push_back(stale_by_values_alone(stale, placed->second));
    }
    return tiers;
  }

 private:
  // What the operation wrote, if it ever ran.
  [[nodiscard]] EffectIndex effect_of(OperationIndex operation) const {
    const std::vector<EffectIndex>& effects = history_.operation(operation).effects;
    return effects.empty() ? kNever : effects.front();
  }

  // The replica had the newer value and shows the older one by the order of its engine.
  [[nodiscard]] bool is_explained(const StaleRead& stale, const KeyRead& read) const {
    const KeyEntry& key = history_.keys()[read.key];
    const EffectIndex newer = effect_of(stale.last_writer);
    if (newer == kNever || !KeyArrivals::counts(history_.effects()[newer])) return false;
    const bool has_it = std::any_of(key.effects.begin(), key.effects.end(), [&](EffectIndex each) {
      return held(each, read) && (each == newer || stands_in_for(history_, each, newer));
    });
    return has_it && shown(read) == (stale.writer ? effect_of(*stale.writer) : kNever);
  }

  // What the replica showed then by all that it held; kNever: no such key. Every write is whole, so
  // that but for conflict-free engines one of them is all that the key is.
  [[nodiscard]] EffectIndex shown(const KeyRead& read) const {
    const KeyEntry& key = history_.keys()[read.key];
    const auto leaves_a_trace = [&](EffectIndex each) {
      return engine::leaves_a_trace(*history_.effects()[each].change);
    };
    if (history_.deployment().arbitration == engine::Arbitration::kConflictFree) {
      const Interpretation by_rule = interpret_at(history_, key, read.replica, read.position);
      for (std::size_t i = 0; i < key.effects.size(); ++i)
        if (by_rule.fates[i].visible && leaves_a_trace(key.effects[i])) return key.effects[i];
      return kNever;
    }
    EffectIndex shown = kNever;
    for (const EffectIndex each : key.effects)
      if (held(each, read) && (shown == kNever || is_over(each, shown, read))) shown = each;
    return shown != kNever && leaves_a_trace(shown) ? shown : kNever;
  }
  [[nodiscard]] bool held(EffectIndex effect, const KeyRead& read) const {
    const EffectEntry& entry = history_.effects()[effect];
    return entry.change && entry.holdings[read.replica].held_at(read.position);
  }
  [[nodiscard]] bool is_over(EffectIndex a, EffectIndex b, const KeyRead& read) const {
    const EffectEntry& one = history_.effects()[a];
    const EffectEntry& other = history_.effects()[b];
    if (history_.deployment().arbitration == engine::Arbitration::kLastWriteWins)
      return wins_by_stamp(one, other);
    const Holding& run = one.holdings[read.replica];
    return run.changed && run.last_run_before(read.position) >
                              other.holdings[read.replica].last_run_before(read.position);
  }

  [[nodiscard]] std::string command_of(OperationIndex operation) const {
    return command_text(history_.operation(operation).command);
  }
  [[nodiscard]] std::string answer_text(OperationIndex read, engine::ProcessId replica) const {
    const OperationEntry& operation = history_.operation(read);
    return fmt::format(
        "{} of client {} at {} ({}) was answered {}", command_text(operation.command),
        history_.load().clients[operation.client].name, history_.place(replica).name,
        moment_text(engine::nanoseconds_of(operation.invoked)), reply_text(*operation.reply));
  }

  [[nodiscard]] SessionTiers::Disagreement stale_by_values_alone(const StaleRead& stale,
                                                                 const KeyRead& read) const {
    const EffectIndex effect = shown(read);
    return {stale.read, stale.key,
            fmt::format("{}: by the values that clients saw this is older than what {} {} there "
                        "before. By the record of what replicas held nothing is missing there, "
                        "and {} is shown.",
                        answer_text(stale.read, history_.keys()[read.key].replicas[read.replica]),
                        command_of(stale.last), last_ == Doing::kWrites ? "wrote" : "read",
                        effect == kNever ? std::string("no value")
                                         : command_of(history_.effects()[effect].operation))};
  }

  [[nodiscard]] SessionTiers::Disagreement read_what_was_missing(
      const BrokenSession& broken) const {
    const KeyEntry& key = history_.keys()[broken.later->key];
    return {broken.later->operation, key.name,
            fmt::format("{}: by that value it is what {} wrote. By the record of what replicas "
                        "held that is not there.",
                        answer_text(broken.later->operation, key.replicas[broken.replica]),
                        command_of(history_.effects()[broken.effect].operation))};
  }

  const History& history_;
  UniqueValues values_;
  Doing last_;
  std::map<OperationIndex, KeyRead> placed_;
};

}  // namespace

SessionTiers compare_tiers(const History& history, const std::vector<std::vector<KeyRead>>& reads,
                           const SessionWalk& walk, Doing last) {
  return TiersComparison(history, reads, last).compare(walk);
}

}  // namespace faultline::sim
