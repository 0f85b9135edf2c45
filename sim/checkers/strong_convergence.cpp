// Strong convergence (safety, checked at every step; Shapiro et al. 2011, definition 2.2): replicas
// that have applied the same effects to a key are in the same canonical state. Checked by set hash:
// one hash of effects, one digest (shared checkers.md, 1.1).

#include <fmt/format.h>

#include <map>
#include <vector>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

using engine::Hash128;

class StrongConvergence final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Digest>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    const auto* digest = std::get_if<engine::observation::Digest>(&observation);
    if (digest == nullptr || violation_) return;  // one is enough
    const KeyEntry* key = history.find_key(digest->key);
    const auto local = key == nullptr ? std::nullopt : key->served_by(where.process);
    if (!local) return;
    if (key->ran_again) {
      ++left_out_;
      return;
    }
    const Hash128 applied = key->applied_sets[*local];
    known_.resize(history.keys().size());
    std::map<Hash128, Witness>& known = known_[history.index_of(*key)];
    const auto [found, added] =
        known.emplace(applied, Witness{digest->digest, where.process, where.now});
    ++compared_;
    if (!added && found->second.digest != digest->digest)
      violation_ =
          Violation{digest->key, found->second, {digest->digest, where.process, where.now}};
    forget_the_past(*key, known);
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "strong_convergence");
    if (compared_ == 0) {
      findings.conclude(result, Verdict::kUnknown, true,
                        "no replica reported a state" + left_out_text(left_out_, "state"));
      return;
    }
    if (!violation_) {
      findings.conclude(
          result, Verdict::kHeld, true,
          counted(compared_, "state") + " compared" + left_out_text(left_out_, "state"));
      return;
    }
    const std::string reason = fmt::format(
        "{} at {} and {} at {} had applied the same effects to {} but were in different "
        "states.",
        history.place(violation_->one.replica).name,
        moment_text(engine::nanoseconds_of(violation_->one.at)),
        history.place(violation_->other.replica).name,
        moment_text(engine::nanoseconds_of(violation_->other.at)),
        printable_start(violation_->key.view()));
    FindingExample* example =
        findings.add({"state_differs", "key", agreement_rule(history, "equal effects, equal state"),
                      "same_effects"});
    if (example != nullptr) {
      example->key = violation_->key.view();
      example->text = reason;
    }
    findings.conclude(result, Verdict::kFailed, true, reason);
  }

 private:
  struct Witness {
    Hash128 digest;
    engine::ProcessId replica;
    engine::Instant at{};
  };
  struct Violation {
    engine::Bytes key;
    Witness one;
    Witness other;
  };

  // Once all replicas hold the same effects, an earlier set of effects comes back only where one of
  // them loses some; that set starts afresh then.
  static void forget_the_past(const KeyEntry& key, std::map<Hash128, Witness>& known) {
    if (known.size() < 16) return;
    for (const Hash128& applied : key.applied_sets)
      if (applied != key.applied_sets[0]) return;
    std::erase_if(known, [&](const auto& item) { return item.first != key.applied_sets[0]; });
  }

  std::vector<std::map<Hash128, Witness>> known_;  // by key: how each set of effects looked
  std::uint64_t compared_ = 0;
  std::uint64_t left_out_ = 0;
  std::optional<Violation> violation_;
};

}  // namespace

CheckKind strong_convergence_check() {
  return {"strong_convergence",
          "replicas that applied the same effects to a key are in the same state",
          {"same_effects"},
          [] { return std::unique_ptr<Checker>(std::make_unique<StrongConvergence>()); }};
}

}  // namespace faultline::sim
