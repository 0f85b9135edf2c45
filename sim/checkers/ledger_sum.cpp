// The ledger as a check: every issued effect is in exactly one class, the classes add up to the
// number issued, and nothing was acknowledged that no replica ever ran. Losses become findings,
// grouped by type, rule and cause.

#include <fmt/format.h>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/history/clock_decisions.h"
#include "sim/history/ledger.h"
#include "sim/story/lost_update.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

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
    for (const OperationIndex i : history.issued()) {
      issued += history.operation(i).units.size();
      report_unexecuted(history, i, findings);
    }
    result.updates = issued;
    result.ledger = empty_ledger();
    const std::vector<LedgerEntry> ledger = make_ledger(history);
    for (const LedgerEntry& entry : ledger) {
      ++(*result.ledger)[entry.ledger_class];
      const std::string type(entry.type);
      if (!result.ledger_by_type.contains(type)) result.ledger_by_type[type] = empty_ledger();
      ++result.ledger_by_type[type][entry.ledger_class];
      result.fates[{entry.operation + 1, entry.unit}] = entry.ledger_class;
      if (is_lost(entry.ledger_class)) report(history, entry, findings);
    }
    result.clocks = clock_decisions(history, ledger);
    std::uint64_t sum = 0;
    for (const auto& [ledger_class, count] : *result.ledger) sum += count;
    const bool adds_up = sum == issued && result.fates.size() == issued && unexecuted_ == 0;
    std::string reason =
        fmt::format("{}, {} classified", counted(issued, "issued effect"), grouped(sum));
    if (unexecuted_ > 0) reason += fmt::format(", {} acknowledged but never run", unexecuted_);
    findings.conclude(result, adds_up ? Verdict::kHeld : Verdict::kFailed, true, reason);
  }

 private:
  // An engine that says OK to what it never ran: no class of the ledger would show it.
  void report_unexecuted(const History& history, OperationIndex index, Findings& findings) {
    const OperationEntry& operation = history.operation(index);
    if (operation.outcome != engine::output::Outcome::kOk || operation.units.empty() ||
        !operation.executions.empty())
      return;
    unexecuted_ += operation.units.size();
    FindingExample* example =
        findings.add({"acknowledged_unexecuted",
                      std::string(operation.kind->type),
                      {"a write is acknowledged when it has run", Basis::kInferred},
                      "executed_nowhere"});
    if (example == nullptr) return;
    const engine::Arguments& command = operation.command;
    *example = example_of(
        history, index, first_key(command),
        fmt::format("{} was acknowledged, and no replica ever ran it.", command_text(command)));
  }

  static void report(const History& history, const LedgerEntry& entry, Findings& findings) {
    LossReason reason = reason_of(history, entry);
    FindingExample* example =
        findings.add({std::string(word(entry.ledger_class)), std::string(entry.type),
                      std::move(reason.rule), std::string(reason.cause)});
    if (example != nullptr) *example = tell(history, entry);
  }

  std::uint64_t unexecuted_ = 0;
};

}  // namespace

CheckKind ledger_sum_check() {
  return {"ledger_sum",
          "every issued effect is in one class of the ledger, the classes add up, and what was "
          "acknowledged has run",
          {"concurrent_write",    "clock_inversion",     "equal_stamps",       "concurrent_types",
           "text_over_increment", "concurrent_eviction", "arrival_order",      "overwriter_missing",
           "did_nothing_there",   "removal_forgotten",   "dropped_on_the_way", "misplaced",
           "forgotten",           "not_delivered",       "home_crashed",       "home_gone",
           "home_removed",        "home_cut_off",        "minority_cut_off",   "all_copies_crashed",
           "older_state_adopted", "executed_nowhere",    "copy_adopted",       "taken_for_a_read",
           "older_stamp",         "ran_several_times",   "own_result",         "read_repair",
           "stamp_not_raised"},
          [] { return std::unique_ptr<Checker>(std::make_unique<LedgerSum>()); }};
}

}  // namespace faultline::sim
