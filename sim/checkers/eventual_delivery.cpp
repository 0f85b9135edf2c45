// Eventual delivery (liveness; shared checkers.md, 1.2): once the load is over and faults have
// ended, and the time to converge has passed, every core replica of a key holds every acknowledged
// effect that any of them held at the heal. What only machines that are gone held is nobody's to
// deliver; the ledger counts it.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/history/ledger.h"
#include "sim/history/obstacles.h"
#include "sim/story/delays.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::Instant;

class EventualDelivery final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "eventual_delivery");
    if (!history.anybody_left())
      return findings.conclude(result, Verdict::kUnknown, true,
                               "no replica is left that anything could be delivered to");
    for (const KeyEntry& key : history.keys()) look_at(history, key, findings);
    if (missing_.empty())
      return findings.conclude(result, effects_ == 0 ? Verdict::kUnknown : Verdict::kHeld, true,
                               reason_when_held(history) + excused_text());
    std::string reason = fmt::format("{} of {} not at every core replica", grouped(undelivered_),
                                     counted(effects_, "effect"));
    for (const auto& [cause, copies] : missing_)
      reason += fmt::format(", missing in {}: {}", counted(copies, "place"), cause);
    findings.conclude(result, Verdict::kFailed, true, reason + excused_text());
  }

 private:
  void look_at(const History& history, const KeyEntry& key, Findings& findings) {
    std::vector<LocalReplica> core;
    for (LocalReplica r = 0; r < key.replicas.size(); ++r)
      if (history.in_core(key, r)) core.push_back(r);
    if (core.size() < 2) return;  // nowhere to go
    for (const EffectIndex index : key.effects) {
      const EffectEntry& effect = history.effects()[index];
      if (!counts(history, effect)) continue;
      const auto held = [&](LocalReplica r) { return effect.holdings[r].held(); };
      if (std::none_of(core.begin(), core.end(), [&](LocalReplica r) {
            return held(r) || effect.holdings[r].held_at(history.position_at_heal() + 1);
          })) {
        ++excused_;
        continue;
      }
      ++effects_;
      bool everywhere = true;
      for (const LocalReplica r : core) {
        if (held(r)) {
          last_ = std::max(last_, effect.holdings[r].came_before(kNever));
          continue;
        }
        everywhere = false;
        report(history, index, r, findings);
      }
      undelivered_ += everywhere ? 0 : 1;
    }
  }

  // Acknowledged, and sent to others. What a replica does on its own account travels only where
  // effects do; where text travels each replica does it for itself.
  static bool counts(const History& history, const EffectEntry& effect) {
    if (!history.travels(effect)) return false;
    if (effect.implied() && history.deployment().arbitration == engine::Arbitration::kArrivalOrder)
      return false;
    return effect.unasked() ||
           history.operation(effect.operation).outcome == engine::output::Outcome::kOk;
  }

  void report(const History& history, EffectIndex index, LocalReplica where, Findings& findings) {
    const EffectEntry& effect = history.effects()[index];
    const KeyEntry& key = history.keys()[effect.key];
    LossReason reason = reason_of_missing(history, effect, where);
    std::optional<Obstacle> obstacle;
    if (reason.cause == "not_delivered") {
      obstacle = obstacle_on_the_way(history, history.place(key.replicas[effect.home]).datacenter,
                                     history.place(key.replicas[where]).datacenter);
      if (obstacle) reason.cause = obstacle->cause;
      if (effect.holdings[where].ever()) reason.cause = "forgotten";
    }
    ++missing_[reason.cause];
    const OperationEntry& operation = history.operation(effect.operation);
    FindingExample* example = findings.add({"undelivered", std::string(operation.kind->type),
                                            std::move(reason.rule), std::string(reason.cause)});
    if (example == nullptr) return;
    *example = example_of(history, effect.operation, key.name,
                          story(history, index, where, obstacle ? obstacle->line : ""));
  }

  const std::optional<Obstacle>& obstacle_on_the_way(const History& history, DatacenterId from,
                                                     DatacenterId to) {
    const auto [found, added] = obstacles_.try_emplace({from, to});
    if (added) found->second = obstacle_between(history, from, to);
    return found->second;
  }

  static std::string story(const History& history, EffectIndex index, LocalReplica where,
                           const std::string& waiting) {
    const EffectEntry& effect = history.effects()[index];
    const KeyEntry& key = history.keys()[effect.key];
    const Holding& there = effect.holdings[where];
    const std::string& name = history.place(key.replicas[where]).name;
    std::string text = fmt::format(
        "{} ran at {} at {}; ", command_text(history.operation(effect.operation).command),
        history.place(key.replicas[effect.home]).name,
        moment_text(engine::nanoseconds_of(effect.holdings[effect.home].first_at())));
    text += there.ever()
                ? fmt::format("{} had it at {}, and lost it.", name,
                              moment_text(engine::nanoseconds_of(there.came_before(kNever))))
                : fmt::format("{} lacks it to the end.", name);
    const std::string missing = missing_sentence(history, index, "It");
    if (!missing.empty()) text += " " + missing;
    if (!waiting.empty()) text += fmt::format(" What waits: {}.", waiting);
    return text;
  }

  std::string reason_when_held(const History& history) const {
    if (effects_ == 0) return "no acknowledged effect had a way to go";
    const std::string last =
        last_ <= history.heal()
            ? "before the heal"
            : duration_text((last_ - history.heal()).count()) + " after the heal";
    return fmt::format("{} at every core replica, the last {}", counted(effects_, "effect"), last);
  }
  std::string excused_text() const {
    if (excused_ == 0) return {};
    return fmt::format("; {} excused: no core replica held it at the heal",
                       counted(excused_, "effect"));
  }

  std::uint64_t effects_ = 0;
  std::uint64_t undelivered_ = 0;
  std::uint64_t excused_ = 0;
  std::map<std::string_view, std::uint64_t> missing_;  // copies, by cause
  std::map<std::pair<DatacenterId, DatacenterId>, std::optional<Obstacle>> obstacles_;
  Instant last_{};  // when the last core replica got the last effect
};

std::vector<std::string_view> delivery_causes() {
  std::vector<std::string_view> causes = {"not_delivered",    "forgotten", "copy_adopted",
                                          "taken_for_a_read", "misplaced", "dropped_on_the_way"};
  causes.insert(causes.end(), obstacle_causes().begin(), obstacle_causes().end());
  return causes;
}

}  // namespace

CheckKind eventual_delivery_check() {
  return {"eventual_delivery",
          "after the heal every core replica of a key comes to hold what any of them had "
          "acknowledged",
          delivery_causes(),
          [] { return std::unique_ptr<Checker>(std::make_unique<EventualDelivery>()); }};
}

}  // namespace faultline::sim
