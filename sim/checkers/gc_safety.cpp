// Safety of tombstone collection (shared checkers.md, 5.2; Baquero, Almeida, Shoker 2014): metadata
// of a removal is dropped only when every replica of the key holds the removal and has it on disk.
// One that has lost it since, its disk with it, comes back as new and is given whole slots.

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
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (std::holds_alternative<engine::observation::Durable>(observation))
      synced_[history.copy_of(where.process)].push_back(history.position());
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
        if (!was_synced(effect.holdings[r], synced_[key->copies[r]]) && !early_)
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
  // Whether a replica synced its file while it held the effect.
  static bool was_synced(const Holding& holding, const std::vector<Position>& synced) {
    return std::any_of(
        holding.intervals.begin(), holding.intervals.end(), [&](const Holding::Interval& interval) {
          const auto next = std::lower_bound(synced.begin(), synced.end(), interval.from);
          return next != synced.end() && *next < interval.to;
        });
  }

  std::uint64_t purges_ = 0;
  std::optional<Early> early_;
  std::map<std::uint32_t, std::vector<Position>> synced_;  // by copy: when, in order
};

}  // namespace

CheckKind gc_safety_check() {
  return {"gc_safety",
          "metadata of a removal is dropped only when every replica has the removal on disk",
          {"member_missing"},
          [] { return std::unique_ptr<Checker>(std::make_unique<GcSafety>()); }};
}

}  // namespace faultline::sim
