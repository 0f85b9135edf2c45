// Safety of tombstone collection (shared checkers.md, 5.2; Baquero, Almeida, Shoker 2014): metadata
// of a removal is dropped only when every replica of the key holds the removal and has it on disk.
// One that has lost it since, its disk with it, comes back as new and is given whole slots; one
// whose data center was removed from the database does not count.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

class GcSafety final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Durable, engine::observation::TookOver,
                             engine::observation::Purged>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (std::holds_alternative<engine::observation::Durable>(observation))
      copy_of(where, history).synced.push_back({history.position(), where.process});
    if (const auto* slots = std::get_if<engine::observation::TookOver>(&observation))
      copy_of(where, history).taken.push_back({history.position(), where.process, *slots});
    const auto* purged = std::get_if<engine::observation::Purged>(&observation);
    if (purged == nullptr) return;
    ++purges_;
    const auto operation = history.load().arrival_of(purged->effect.operation.value);
    const KeyEntry* key = history.find_key(purged->key);
    if (key == nullptr) return;
    for (const EffectIndex index : key->effects) {
      const EffectEntry& effect = history.effects()[index];
      if (effect.operation != operation || effect.unit != purged->effect.unit) continue;
      for (LocalReplica r = 0; r < key->replicas.size(); ++r)
        if (!early_ && !was_synced(history, *key, effect, r) &&
            !history.removed(history.place(key->replicas[r]).datacenter, where.now))
          early_ = Early{operation, where.process, purged->key};
    }
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "gc_safety");
    if (purges_ == 0) {
      findings.conclude(result, Verdict::kNotApplicable, true, "nothing was purged in this run");
      return;
    }
    if (!early_) {
      findings.conclude(result, Verdict::kHeld, true, counted(purges_, "purge") + " checked");
      return;
    }
    FindingExample* example =
        findings.add({"early_purge",
                      "key",
                      {"purge after every member has seen it", Basis::kDocumented},
                      "member_missing"});
    if (example != nullptr)
      *example = example_of(
          history, early_->operation, early_->key,
          fmt::format("{} purged a removal of {} that another replica did not have on disk yet.",
                      history.place(early_->replica).name, early_->key.view()));
    findings.conclude(result, Verdict::kFailed, true, "a removal was purged too early");
  }

 private:
  struct Early {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Bytes key;
  };
  struct Synced {
    Position at = 0;
    engine::ProcessId process;
  };
  struct Taken {
    Position at = 0;
    engine::ProcessId process;
    engine::observation::TookOver slots;
  };
  // What the processes of one copy did, in order.
  struct Copy {
    std::vector<Synced> synced;
    std::vector<Taken> taken;
  };

  [[nodiscard]] Copy& copy_of(const History::Where& where, const History& history) {
    return copies_[history.copy_of(where.process)];
  }
  // Which process of a copy served the key then.
  [[nodiscard]] engine::ProcessId holder(const History& history, const KeyEntry& key,
                                         LocalReplica replica, Position at) const {
    engine::ProcessId holder = key.replicas[replica];
    for (const Taken& each : copies_.at(key.copies[replica]).taken)
      if (each.at <= at && history.covers(each.slots, key.name)) holder = each.process;
    return holder;
  }
  // Whether the process that served the key synced its file while it held the effect.
  [[nodiscard]] bool was_synced(const History& history, const KeyEntry& key,
                                const EffectEntry& effect, LocalReplica replica) const {
    const auto copy = copies_.find(key.copies[replica]);
    if (copy == copies_.end()) return false;
    const std::vector<Synced>& synced = copy->second.synced;
    const auto intervals = effect.holdings[replica].intervals();
    return std::any_of(intervals.begin(), intervals.end(), [&](const Holding::Interval& interval) {
      auto next =
          std::lower_bound(synced.begin(), synced.end(), interval.from,
                           [](const Synced& each, Position from) { return each.at < from; });
      for (; next != synced.end() && next->at < interval.to; ++next)
        if (next->process == holder(history, key, replica, next->at)) return true;
      return false;
    });
  }

  std::uint64_t purges_ = 0;
  std::optional<Early> early_;
  std::map<std::uint32_t, Copy> copies_;
};

}  // namespace

CheckKind gc_safety_check() {
  return {"gc_safety",
          "metadata of a removal is dropped only when every replica has the removal on disk",
          {"member_missing"},
          [] { return std::unique_ptr<Checker>(std::make_unique<GcSafety>()); }};
}

}  // namespace faultline::sim
