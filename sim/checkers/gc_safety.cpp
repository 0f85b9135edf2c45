// Safety of tombstone collection (shared checkers.md, 5.2; Baquero, Almeida, Shoker 2014): metadata
// of a removal is dropped only when every replica of the key holds the removal.

#include <fmt/format.h>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

class GcSafety final : public Checker {
 public:
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    const auto* purged = std::get_if<engine::observation::Purged>(&observation);
    if (purged == nullptr) return;
    ++purges_;
    const auto operation = history.load().arrival_of(purged->effect.operation.value);
    const KeyEntry* key = history.find_key(purged->key);
    if (key == nullptr) return;
    for (const EffectIndex index : key->effects) {
      const EffectEntry& effect = history.effects()[index];
      if (effect.operation != operation || effect.unit != purged->effect.unit) continue;
      for (const Holding& holding : effect.holdings)
        if (!holding.held() && !early_) early_ = Early{operation, where.process, purged->key};
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
      *example =
          example_of(history, early_->operation, early_->key,
                     fmt::format("{} purged a removal of {} that another replica did not have yet.",
                                 history.place(early_->replica).name, early_->key.view()));
    findings.conclude(result, Verdict::kFailed, true, "a removal was purged too early");
  }

 private:
  struct Early {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Bytes key;
  };
  std::uint64_t purges_ = 0;
  std::optional<Early> early_;
};

}  // namespace

CheckKind gc_safety_check() {
  return {"gc_safety",
          "metadata of a removal is dropped only when every replica holds the removal",
          {"member_missing"},
          [] { return std::unique_ptr<Checker>(std::make_unique<GcSafety>()); }};
}

}  // namespace faultline::sim
