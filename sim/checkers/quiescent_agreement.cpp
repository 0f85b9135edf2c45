// Quiescent agreement (shared checkers.md, 1.3): after the faults have ended and the bound has
// passed, all core replicas of a key are in one state, and that state is the one the reference
// gives. Equal hashes alone would not be correctness.

#include <fmt/format.h>

#include <map>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/history/interpretation.h"
#include "sim/history/ledger.h"
#include "sim/history/quiescence.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

class QuiescentAgreement final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "quiescent_agreement");
    if (history.keys().empty()) {
      findings.conclude(result, Verdict::kUnknown, true, "no key was written");
      return;
    }
    if (!history.anybody_left()) {
      findings.conclude(result, Verdict::kUnknown, true, "no replica is left to agree");
      return;
    }
    for (const KeyEntry& key : history.keys()) {
      if (core_differs(history, key)) {
        ++differing_;
        report(history, key, findings, "replicas_differ",
               "After the faults and the time to converge, the replicas of {} show different "
               "values.");
      } else if (key.ran_again) {
        ++left_out_;
      } else if (!is_right(history, key)) {
        ++wrong_;
        report(history, key, findings, "wrong_value",
               "The replicas of {} agree, but on a value that is not what their updates amount "
               "to.");
      }
    }
    const bool held = differing_ == 0 && wrong_ == 0;
    findings.conclude(result, held ? Verdict::kHeld : Verdict::kFailed, true,
                      fmt::format("{} compared, {} differ, {} wrong",
                                  counted(history.keys().size(), "key"), differing_, wrong_) +
                          left_out_text(left_out_, "value"));
  }

 private:
  static bool is_right(const History& history, const KeyEntry& key) {
    const bool by_arrival = history.deployment().arbitration == engine::Arbitration::kArrivalOrder;
    if (by_arrival) return true;  // nobody can say
    const auto all = interpret_all(history, key);
    for (LocalReplica i = 0; i < key.replicas.size(); ++i) {
      if (!history.in_core(key, i) || !all[i].valued) continue;
      const FinalContents* contents = key.contents_at(i);
      if (contents == nullptr) return false;
      const auto& value = all[i].value;
      const bool shown = value && !engine::has_passed(value->expires_at, contents->wall);
      if (contents->content == nullptr ? shown : !shown || *contents->content != *value)
        return false;
    }
    return true;
  }

  static void report(const History& history, const KeyEntry& key, Findings& findings,
                     const std::string& cause, const std::string& sentence) {
    FindingExample* example =
        findings.add({"disagreement", "key",
                      agreement_rule(history, "replicas agree when all is delivered"), cause});
    if (example == nullptr) return;
    std::string text = fmt::format(fmt::runtime(sentence), printable_start(key.name.view()));
    std::map<std::string, std::vector<LocalReplica>> replicas_by_value;
    for (LocalReplica i = 0; i < key.replicas.size(); ++i)
      if (history.in_core(key, i)) replicas_by_value[shown_text(key, i)].push_back(i);
    for (const auto& [value, replicas] : replicas_by_value)
      text += fmt::format(" {}: {}.", replicas_text(history, key, replicas), value);
    // Replicas may also be wrong without an update that explains it: then nobody is blamed.
    if (const auto missing = first_diverged(history, key)) {
      text += fmt::format(" Not everywhere: {}.",
                          command_text(history.operation(missing->operation).command));
      *example = example_of(history, missing->operation, key.name, std::move(text));
      return;
    }
    example->key = key.name.view();
    example->text = std::move(text);
  }

  std::uint64_t differing_ = 0;
  std::uint64_t wrong_ = 0;
  std::uint64_t left_out_ = 0;  // keys that agree on a value nobody can judge
};

}  // namespace

CheckKind quiescent_agreement_check() {
  return {"quiescent_agreement",
          "after the heal all core replicas agree, and on the right value",
          {"replicas_differ", "wrong_value"},
          [] { return std::unique_ptr<Checker>(std::make_unique<QuiescentAgreement>()); }};
}

}  // namespace faultline::sim
