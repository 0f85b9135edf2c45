// The ledger as a check: every issued effect is in exactly one class and the classes add up to the
// number issued. Losses become findings, grouped by type, rule and cause.

#include <fmt/format.h>

#include "sim/checkers/findings.h"
#include "sim/checkers/registry.h"
#include "sim/history/ledger.h"
#include "sim/history/ledger_story.h"

namespace faultline::sim {
namespace {

EngineResult::Ledger empty_ledger() {
  EngineResult::Ledger ledger;
  for (std::size_t i = 0; i < kLedgerClasses; ++i) ledger[static_cast<LedgerClass>(i)] = 0;
  return ledger;
}

class LedgerSum final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "ledger_sum");
    std::uint64_t issued = 0;
    for (const OperationEntry& operation : history.operations()) issued += operation.units.size();
    result.updates = issued;
    result.ledger = empty_ledger();
    for (const LedgerEntry& entry : make_ledger(history)) {
      ++(*result.ledger)[entry.ledger_class];
      const std::string type(entry.type);
      if (!result.ledger_by_type.contains(type)) result.ledger_by_type[type] = empty_ledger();
      ++result.ledger_by_type[type][entry.ledger_class];
      result.fates[{entry.operation + 1, entry.unit}] = entry.ledger_class;
      if (is_lost(entry.ledger_class)) report(history, entry, findings);
    }
    std::uint64_t sum = 0;
    for (const auto& [ledger_class, count] : *result.ledger) sum += count;
    const bool adds_up = sum == issued && result.fates.size() == issued;
    findings.conclude(result, adds_up ? Verdict::kHeld : Verdict::kFailed, true,
                      fmt::format("{} issued effects, {} classified", issued, sum));
  }

 private:
  static void report(const History& history, const LedgerEntry& entry, Findings& findings) {
    bool first = false;
    Finding& finding =
        findings.add({std::string(word(entry.ledger_class)), std::string(entry.type),
                      rule_of(history, entry), std::string(cause_of(history, entry))},
                     first);
    if (first) finding.example = tell(history, entry);
  }
};

}  // namespace

CheckKind ledger_sum() {
  return {
      "ledger_sum",
      "every issued effect is in one class of the ledger, and the classes add up",
      {"concurrent_write", "clock_inversion", "equal_stamps", "concurrent_types",
       "text_over_increment", "arrival_order", "overwriter_missing", "did_nothing_there",
       "dropped_on_the_way", "misplaced", "forgotten", "not_delivered", "home_crashed", "home_gone",
       "home_cut_off", "minority_cut_off", "all_copies_crashed", "older_state_adopted"},
      [] { return std::unique_ptr<Checker>(std::make_unique<LedgerSum>()); }};
}

}  // namespace faultline::sim
