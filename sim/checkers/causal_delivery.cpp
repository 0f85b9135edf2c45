// Causal delivery a key (shared checkers.md, 2; Gomes et al. 2017, `causal_network`): a replica
// that comes to hold an effect, in whatever way, holds all that the effect's home had seen of the
// key. Checked at every step of engines that promise it.

#include <fmt/format.h>

#include <map>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

class CausalDelivery final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Applied, engine::observation::SnapshotTaken,
                             engine::observation::SnapshotAdopted>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    namespace observed = engine::observation;
    if (!history.deployment().causal) return;
    if (const auto* applied = std::get_if<observed::Applied>(&observation)) {
      check(where, history, *history.find_key(applied->key));
    } else if (const auto* taken = std::get_if<observed::SnapshotTaken>(&observation)) {
      slot_of_snapshot_[taken->snapshot] = taken->slot;
    } else if (const auto* adopted = std::get_if<observed::SnapshotAdopted>(&observation)) {
      const std::uint16_t slot = slot_of_snapshot_[adopted->snapshot];
      for (const KeyEntry& key : history.keys())
        if (history.deployment().slot_of(key.name) == slot) check(where, history, key);
    }
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "causal_delivery");
    const std::string left_out = left_out_text(left_out_, "effect");
    if (!history.deployment().causal)
      return findings.conclude(result, Verdict::kNotApplicable, true,
                               "the engine does not promise causal order");
    if (!violation_)
      return findings.conclude(result, checked_ == 0 ? Verdict::kUnknown : Verdict::kHeld, true,
                               counted(checked_, "arrival") + " checked" + left_out);
    const EffectEntry& effect = history.effects()[violation_->effect];
    const EffectEntry& missing = history.effects()[violation_->missing];
    const auto text_of = [&](const EffectEntry& each) {
      return command_text(history.operation(each.operation).command);
    };
    const std::string reason =
        fmt::format("{} held {} at {} without {}, which {} had seen before.",
                    history.place(violation_->replica).name, text_of(effect),
                    moment_text(engine::nanoseconds_of(violation_->at)), text_of(missing),
                    history.place(history.keys()[effect.key].replicas[effect.home]).name);
    FindingExample* example = findings.add(
        {"effect_out_of_order", "key", {"causal order a key", Basis::kDocumented}, "seen_missing"});
    if (example != nullptr)
      *example = example_of(history, effect.operation, history.keys()[effect.key].name, reason);
    findings.conclude(result, Verdict::kFailed, true, reason);
  }

 private:
  struct Violation {
    EffectIndex effect;
    EffectIndex missing;
    engine::ProcessId replica;
    engine::Instant at{};
  };
  // The effects of a key that some replica does not hold; only they can be missing.
  struct Open {
    std::vector<EffectIndex> effects;
    std::size_t taken_in = 0;  // how many of the key's effects were taken in
    std::uint32_t revisions = 0;
  };

  Open& up_to_date(const KeyEntry& key) {
    Open& open = open_[key.name];
    if (open.revisions != key.revisions) open = {{}, 0, key.revisions};
    for (; open.taken_in < key.effects.size(); ++open.taken_in)
      open.effects.push_back(key.effects[open.taken_in]);
    return open;
  }

  // What the replica has come to hold with this observation.
  void check(const History::Where& where, const History& history, const KeyEntry& key) {
    const auto local = key.served_by(where.process);
    if (!local || violation_) return;
    Open& open = up_to_date(key);
    const auto holding = [&](EffectIndex effect) -> const Holding& {
      return history.effects()[effect].holdings[*local];
    };
    for (const EffectIndex effect : open.effects) {
      if (!holding(effect).held() || holding(effect).intervals().back().from != history.position())
        continue;
      if (key.ran_again) {
        ++left_out_;
        continue;
      }
      ++checked_;
      for (const EffectIndex earlier : open.effects)
        if (!holding(earlier).held() && history.travels(history.effects()[earlier]) &&
            history.seen(earlier, effect) && !violation_)
          violation_ = Violation{effect, earlier, where.process, where.now};
    }
    std::erase_if(open.effects, [&](EffectIndex effect) {
      const std::vector<Holding>& holdings = history.effects()[effect].holdings;
      return std::all_of(holdings.begin(), holdings.end(),
                         [](const Holding& each) { return each.held(); });
    });
  }

  std::map<engine::Bytes, Open> open_;
  std::map<engine::SnapshotId, std::uint16_t> slot_of_snapshot_;
  std::uint64_t checked_ = 0;
  std::uint64_t left_out_ = 0;
  std::optional<Violation> violation_;
};

}  // namespace

CheckKind causal_delivery_check() {
  return {"causal_delivery",
          "with causal consistency no replica holds an effect before what its home had seen of "
          "the key",
          {"seen_missing"},
          [] { return std::unique_ptr<Checker>(std::make_unique<CausalDelivery>()); }};
}

}  // namespace faultline::sim
