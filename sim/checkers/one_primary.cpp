// One primary at a time (Redis Enterprise fences a primary that was replaced): no process begins a
// command on a key once another of the same copy has taken over its slot.

#include <fmt/format.h>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

class OnePrimary final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::TookOver, engine::observation::Executed>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (std::holds_alternative<engine::observation::TookOver>(observation)) ++takeovers_;
    const auto* executed = std::get_if<engine::observation::Executed>(&observation);
    if (executed == nullptr || takeovers_ == 0) return;
    const auto operation = history.load().arrival_of(executed->operation);
    const engine::Arguments& command =
        executed->command.empty() ? history.operation(operation).command : executed->command;
    const engine::CommandKind* kind = history.operation(operation).kind;
    if (kind == nullptr) return;
    for (const engine::Bytes& name : engine::keys_of(*kind, command)) {
      const KeyEntry* key = history.find_key(name);
      const auto since = key == nullptr ? std::nullopt : history.replaced_at(*key, where.process);
      // What it began before is only told later, by a machine that is slow.
      if (!since || where.began < *since) continue;
      ++wrong_;
      if (!first_) first_ = Second{operation, where.process, name};
    }
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "one_primary");
    if (takeovers_ == 0) {
      findings.conclude(result, Verdict::kNotApplicable, true, "nothing takes over here");
      return;
    }
    if (!first_) {
      findings.conclude(result, Verdict::kHeld, true, counted(takeovers_, "takeover") + " watched");
      return;
    }
    FindingExample* example = findings.add({"two_primaries",
                                            "key",
                                            {"a replaced primary steps down", Basis::kInferred},
                                            "ran_after_takeover"},
                                           wrong_);
    if (example != nullptr)
      *example = example_of(history, first_->operation, first_->key,
                            fmt::format("{} ran a command on {} after another had taken over.",
                                        history.place(first_->process).name, first_->key.view()));
    findings.conclude(result, Verdict::kFailed, true, "a replaced primary went on serving");
  }

 private:
  struct Second {
    OperationIndex operation;
    engine::ProcessId process;
    engine::Bytes key;
  };
  std::uint64_t takeovers_ = 0;
  std::uint64_t wrong_ = 0;
  std::optional<Second> first_;
};

}  // namespace

CheckKind one_primary_check() {
  return {"one_primary",
          "no process runs a command on a key after another has taken it over",
          {"ran_after_takeover"},
          [] { return std::unique_ptr<Checker>(std::make_unique<OnePrimary>()); }};
}

}  // namespace faultline::sim
